#pragma once

#include <simdjson.h>

#include <string>

namespace scan {

// JSON Schema 2020-12, as far as openapi.json uses it, and stricter in two ways: a keyword or a format that this does not know is a
// fault, so that no rule goes unheeded, and so is a member that the schema does not describe. For tests.
class JsonSchema final {
public:
    // `document`: what a "$ref" points into.
    explicit JsonSchema(simdjson::dom::element document) : document_(document) {}

    // What is wrong with the value, a line for each fault: its place, and what it is. Empty: nothing.
    std::string faults(simdjson::dom::element schema, simdjson::dom::element value) const;

private:
    class Check;

    simdjson::dom::element document_;
};

}  // namespace scan
