#include "adapters/sqs/sns_text.h"

#include "adapters/aws/xml_element.h"
#include "adapters/sqs/queue_address.h"
#include "fuzz/target.h"

namespace scan {

// The first line names an element, the rest is the answer.
void fuzz(std::string_view input) {
    const std::string_view answer = input;
    const std::string_view name = take_line(input);
    for (const std::size_t count : {0U, 1U, 10U}) {
        const auto outcomes = parse_publish_answer(answer, count);
        promise(!outcomes || outcomes->size() == count, "each entry has its outcome");
    }
    if (const auto page = parse_subscriptions(answer)) {
        for (const std::string& arn : page->queue_arns) (void)parse_arn(arn, "sqs");
        promise(!list_subscriptions_text("arn", page->next_token).empty(),
                "the next page is asked");
    }
    std::size_t bytes = 0;
    for (const std::string_view element : xml_elements(input, name)) bytes += element.size();
    promise(bytes <= input.size(), "no text stands in two elements");
    promise(xml_text(input, name).size() <= input.size(), "an element's text is no longer than it");
}

}  // namespace scan
