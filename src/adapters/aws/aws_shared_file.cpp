#include "adapters/aws/aws_shared_file.h"

#include <algorithm>
#include <utility>

// A file is read line by line, as Python's configparser does. The reader knows the section that it
// is in and the key whose value may go on: a line that is indented deeper than that key continues
// its value, whatever it looks like. What a value means, a text or a nested group, is decided once
// it is complete.

namespace scan {
namespace {

constexpr std::string_view kBlank = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

// The next line off the front of `text`.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

// `profile "my work"` is `profile my work`: quotes group, blanks between words count as one.
std::string plain_name(std::string_view name) {
    std::string plain;
    char quote = 0;  // 0: outside of quotes
    for (const char c : name) {
        const bool is_blank = quote == 0 && kBlank.find(c) != kBlank.npos;
        if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
            quote = quote == 0 ? c : '\0';
        } else if (!is_blank) {
            plain += c;
        } else if (!plain.empty() && plain.back() != ' ') {
            plain += ' ';
        }
    }
    if (plain.ends_with(' ')) plain.pop_back();
    return plain;
}

// A key with its value's lines. Without a key: none.
struct Entry {
    std::string key;
    std::string value;
    std::size_t indent = 0;
};

void add(Entry entry, AwsSection& section) {
    if (!entry.value.starts_with('\n')) {
        while (!entry.value.empty() && (entry.value.back() == '\n' || entry.value.back() == ' '))
            entry.value.pop_back();
        section.insert_or_assign(std::move(entry.key), std::move(entry.value));
        return;
    }
    std::string_view lines = entry.value;
    while (!lines.empty()) {
        const std::string_view line = take_line(lines);
        const std::size_t equals = line.find('=');
        if (equals == line.npos) continue;
        section.insert_or_assign(entry.key + "." + std::string(trimmed(line.substr(0, equals))),
                                 std::string(trimmed(line.substr(equals + 1))));
    }
}

}  // namespace

AwsSharedFile AwsSharedFile::parse(std::string_view text) {
    AwsSharedFile file;
    AwsSection* section = nullptr;
    Entry open;
    const auto close = [&] {
        if (!open.key.empty() && section != nullptr) add(std::move(open), *section);
        open = {};
    };
    while (!text.empty()) {
        const std::string_view raw = take_line(text);
        const std::string_view line = trimmed(raw);
        if (line.starts_with('#') || line.starts_with(';')) continue;
        if (line.empty()) {
            open.value += '\n';
            continue;
        }
        const std::size_t indent = raw.find_first_not_of(kBlank);
        if (!open.key.empty() && indent > open.indent) {
            open.value += '\n';
            open.value += line;
            continue;
        }
        close();
        if (line.front() == '[') {
            const std::size_t end = line.rfind(']');
            if (end != line.npos) section = &file.sections_[plain_name(line.substr(1, end - 1))];
            continue;
        }
        const std::size_t delimiter = line.find_first_of("=:");
        if (delimiter == line.npos || delimiter == 0) continue;
        open = Entry{.key = lower_case(trimmed(line.substr(0, delimiter))),
                     .value = std::string(trimmed(line.substr(delimiter + 1))),
                     .indent = indent};
    }
    close();
    return file;
}

const AwsSection& AwsSharedFile::section(std::string_view name) const {
    static const AwsSection kNone;
    const auto found = sections_.find(name);
    return found == sections_.end() ? kNone : found->second;
}

const AwsSection& AwsSharedFile::section(std::string_view kind, std::string_view name) const {
    const AwsSection& long_one = section(std::string(kind) + " " + std::string(name));
    return long_one.empty() && name == "default" ? section(name) : long_one;
}

}  // namespace scan
