#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

// Looks elements up in the XML that Amazon's older services answer with: flat, without CDATA, and
// no element holds one of its own name. Pure; linear in the text; what is not well-formed holds
// fewer elements.

// The content of the first element `name`; nullopt: there is none.
std::optional<std::string_view> xml_element(std::string_view xml, std::string_view name);

// The contents of all of them.
std::vector<std::string_view> xml_elements(std::string_view xml, std::string_view name);

// The text of the first element `name`, its five named entities resolved; empty if there is none.
std::string xml_text(std::string_view xml, std::string_view name);

}  // namespace scan
