#pragma once

#include <map>
#include <string>
#include <string_view>

namespace scan {

// The keys of a section, in lower case. Those of a nested group carry its name: `sqs.endpoint_url`.
using AwsSection = std::map<std::string, std::string, std::less<>>;

// The sections of one of the AWS tools' shared files by their names, as botocore reads them:
// `key = value` or `key: value`, keys in any case and also indented; a line that is indented deeper
// belongs to the value above it, and a value that begins with such lines is a nested group. A line
// whose first character is # or ; is a comment; what follows a value belongs to the value. Pure.
//
// A line that is none of this is passed over. Quotes around a part of a section's name group it, as
// in a shell.
class AwsSharedFile {
public:
    static AwsSharedFile parse(std::string_view text);

    // Empty: there is no such section.
    const AwsSection& section(std::string_view name) const;

    // `[<kind> <name>]`, and for `default` also `[default]`.
    const AwsSection& section(std::string_view kind, std::string_view name) const;

private:
    std::map<std::string, AwsSection, std::less<>>
        sections_;  // by names whose words are set apart by one space
};

}  // namespace scan
