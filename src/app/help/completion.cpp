#include "app/help/completion.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "config/setting.h"

// The words before the last are followed through the tree of commands, so that the last one is met in
// its place: as the value of a flag, as a flag, or as a command.
namespace scan {
namespace {

std::string first_sentence(std::string_view text) {
    std::string sentence(text.substr(0, std::min(text.find(". "), text.find('\n'))));
    std::erase(sentence, '`');
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

const Setting* setting_of(std::string_view flag) {
    const auto found = std::ranges::find_if(
        settings_table(), [flag](const Setting& setting) { return setting.flag() == flag; });
    return found == settings_table().end() ? nullptr : &*found;
}

std::vector<std::string> flags_of(const CLI::Option& option) {
    std::vector<std::string> flags;
    for (const std::string& name : option.get_lnames()) flags.push_back("--" + name);
    return flags;
}

const CLI::Option* option_of(const CLI::App& command, std::string_view flag) {
    for (const CLI::Option* option : command.get_options()) {
        const auto flags = flags_of(*option);
        if (std::ranges::find(flags, flag) != flags.end()) return option;
    }
    return nullptr;
}

// Where the finished words lead.
struct Place {
    const CLI::App* command;
    const CLI::Option* open = nullptr;  // the flag whose value comes next, or may
    std::set<std::string> used = {};
};

Place follow(const CLI::App& app, std::span<const std::string> words) {
    Place place{.command = &app};
    for (const std::string& word : words) {
        if (word.starts_with("--")) {
            const std::string flag = word.substr(0, word.find('='));
            place.used.insert(flag);
            const CLI::Option* const option = option_of(*place.command, flag);
            const bool takes_value = option != nullptr && option->get_items_expected_max() > 0;
            place.open = takes_value && flag == word ? option : nullptr;
            continue;
        }
        const bool is_value = place.open != nullptr;
        place.open = nullptr;
        if (is_value) continue;
        for (const CLI::App* command :
             place.command->get_subcommands([](const auto*) { return true; })) {
            if (command->get_name() == word) place.command = command;
        }
    }
    return place;
}

class Collector {
public:
    explicit Collector(std::string_view begun) : begun_(begun) {}

    void add(std::string text, std::string_view help) {
        if (text.starts_with(begun_))
            found_.candidates.push_back({std::move(text), first_sentence(help)});
    }

    // `before` stands in the same word.
    void add_values(const CLI::Option& option, const std::string& before) {
        const std::string type = option.get_type_name();
        const auto flags = flags_of(option);
        const Setting* const setting = flags.empty() ? nullptr : setting_of(flags.front());
        found_.takes_path = type == "FILE" || (setting != nullptr && setting->is_path);
        if (setting != nullptr) {
            for (const std::string_view word : setting->words) add(before + std::string(word), "");
        } else if (type.contains('|')) {
            for (const auto word : std::views::split(type, '|'))
                add(before + std::string(std::string_view(word)), "");
        }
    }

    void add_commands(const CLI::App& level) {
        for (const CLI::App* command : level.get_subcommands([](const auto*) { return true; }))
            add(command->get_name(), command->get_description());
    }

    void add_flags(const Place& place) {
        for (const CLI::Option* option : place.command->get_options()) {
            for (const std::string& flag : flags_of(*option)) {
                if (!place.used.contains(flag)) add(flag, option->get_description());
            }
        }
    }

    Completion take() { return std::move(found_); }

private:
    const std::string_view begun_;
    Completion found_;
};

}  // namespace

Completion complete(const CLI::App& app, std::span<const std::string> words) {
    if (words.empty()) return {};
    const std::string& begun = words.back();
    const Place place = follow(app, words.first(words.size() - 1));
    Collector collector(begun);
    const std::size_t equals = begun.starts_with("--") ? begun.find('=') : begun.npos;
    if (equals != begun.npos) {
        const CLI::Option* const option = option_of(*place.command, begun.substr(0, equals));
        if (option != nullptr) collector.add_values(*option, begun.substr(0, equals + 1));
        return collector.take();
    }
    if (place.open != nullptr) collector.add_values(*place.open, "");
    // A flag that has to have a value takes whatever comes.
    if (place.open != nullptr && place.open->get_items_expected_min() > 0) return collector.take();
    collector.add_commands(*place.command);
    if (begun.starts_with('-') ||
        place.command->get_subcommands([](const auto*) { return true; }).empty())
        collector.add_flags(place);
    return collector.take();
}

std::string completion_text(const Completion& completion) {
    std::string text;
    for (const Candidate& candidate : completion.candidates) {
        text += candidate.text;
        if (!candidate.help.empty()) text += '\t' + candidate.help;
        text += '\n';
    }
    if (completion.takes_path) text += ":file\n";
    return text;
}

}  // namespace scan
