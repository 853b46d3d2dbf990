#include "app/help/roff.h"

namespace scan {

std::string roff(std::string_view text) {
    std::string line;
    bool is_bold = false;
    for (const char c : text) {
        const bool begins_line = line.empty() || line.ends_with('\n');
        switch (c) {
            case '\\': line += "\\e"; break;
            // A hyphen that can be typed and copied, not a dash.
            case '-': line += "\\-"; break;
            case '.':
            case '\'': line += (begins_line ? "\\&" : "") + std::string(1, c); break;
            case '`':
                is_bold = !is_bold;
                line += is_bold ? "\\fB" : "\\fR";
                break;
            default: line += c;
        }
    }
    return line;
}

std::string roff_argument(std::string_view text) {
    std::string argument = "\"";
    for (const char c : roff(text)) {
        if (c == '"') argument += '"';
        argument += c;
    }
    return argument + '"';
}

}  // namespace scan
