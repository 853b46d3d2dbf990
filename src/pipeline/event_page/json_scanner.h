#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace scan {

// Walks through JSON text by its grammar (RFC 8259) alone: how large a number is, and whether an
// escape makes a character, is not judged. Costs no stack, however deep the text is.
class JsonScanner {
public:
    explicit JsonScanner(std::string_view text) : text_(text) {}

    // The string or value that comes next, as it stands in the text; a string with its quotes.
    // nullopt: there is none. The scanner is of no more use then.
    std::optional<std::string_view> string();
    std::optional<std::string_view> value();

    // Calls each(key, value), both as they stand in the text, for each member of the object that
    // comes next. False: no such object. Its first members may have been passed on by then.
    template <class Each>
    bool members(Each each) {
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            const auto key = string();
            if (!key || !take(':')) return false;
            const auto member = value();
            if (!member) return false;
            each(*key, *member);
        } while (take(','));
        return take('}');
    }

    // Only white space is left.
    bool at_end();

    // So many objects and arrays that are not empty stood inside each other in one value.
    std::size_t depth() const { return depth_; }
    // A string held a raw control character, which the grammar forbids; all else of it was sound.
    bool has_control_character() const { return has_control_character_; }

private:
    void skip_blanks();
    bool take(char mark);
    bool scalar();
    bool number();
    bool digits();
    bool escape();
    bool open_containers();
    bool close_containers();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;  // the brackets that are open within the current value
    std::size_t depth_ = 0;
    bool has_control_character_ = false;
};

}  // namespace scan
