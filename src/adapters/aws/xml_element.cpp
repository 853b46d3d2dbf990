#include "adapters/aws/xml_element.h"

#include <array>
#include <utility>

namespace scan {
namespace {

// Takes the first element `name` off the front of `xml`.
std::optional<std::string_view> take_element(std::string_view& xml, std::string_view name) {
    const std::string open = "<" + std::string(name);
    const std::string close = "</" + std::string(name) + ">";
    for (std::size_t at = xml.find(open); at != xml.npos; at = xml.find(open, at + 1)) {
        const std::size_t after = at + open.size();
        // <Id is not the beginning of <IdOfSomething>.
        if (after >= xml.size() || (xml[after] != '>' && xml[after] != ' ' && xml[after] != '/'))
            continue;
        const std::size_t begin = xml.find('>', after);
        if (begin == xml.npos) return std::nullopt;
        if (xml[begin - 1] == '/') {
            xml.remove_prefix(begin + 1);
            return std::string_view();
        }
        const std::size_t end = xml.find(close, begin + 1);
        if (end == xml.npos) return std::nullopt;
        const std::string_view content = xml.substr(begin + 1, end - begin - 1);
        xml.remove_prefix(end + close.size());
        return content;
    }
    return std::nullopt;
}

std::string without_entities(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string plain;
    while (!text.empty()) {
        std::size_t length = 1;
        char c = text.front();
        for (const auto& [entity, meaning] : kEntities) {
            if (!text.starts_with(entity)) continue;
            c = meaning;
            length = entity.size();
            break;
        }
        plain += c;
        text.remove_prefix(length);
    }
    return plain;
}

}  // namespace

std::optional<std::string_view> xml_element(std::string_view xml, std::string_view name) {
    return take_element(xml, name);
}

std::vector<std::string_view> xml_elements(std::string_view xml, std::string_view name) {
    std::vector<std::string_view> elements;
    while (const auto element = take_element(xml, name)) elements.push_back(*element);
    return elements;
}

std::string xml_text(std::string_view xml, std::string_view name) {
    return without_entities(xml_element(xml, name).value_or(std::string_view()));
}

}  // namespace scan
