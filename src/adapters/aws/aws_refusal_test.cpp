#include "adapters/aws/aws_refusal.h"

#include <gtest/gtest.h>

#include <array>

namespace scan {
namespace {

struct Row {
    int status;
    const char* body;
    ErrorCode code;
    const char* message;
};

constexpr std::array<std::string_view, 2> kContent{"InvalidMessageContents", "BatchRequestTooLong"};

TEST(AwsRefusal, IsClassifiedByItsCodeBeforeItsStatus) {
    for (
        const Row& row : {
            Row{400, R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no such"})",
                ErrorCode::denied, "answered 400 QueueDoesNotExist: no such"},
            Row{403, R"({"__type":"RequestThrottled","Message":"Request is throttled."})",
                ErrorCode::throttled, "answered 403 RequestThrottled: Request is throttled."},
            Row{400, R"({"__type":"com.amazon.coral.service#ThrottlingException"})",
                ErrorCode::throttled, "answered 400 ThrottlingException"},
            Row{403, R"({"__type":"com.amazonaws.sqs#OverLimit"})", ErrorCode::throttled,
                "answered 403 OverLimit"},
            Row{400, R"({"__type":"com.amazonaws.sqs#InvalidMessageContents"})",
                ErrorCode::rejected, "answered 400 InvalidMessageContents"},
            Row{400, R"({"__type":"com.amazonaws.sqs#BatchRequestTooLong"})", ErrorCode::rejected,
                "answered 400 BatchRequestTooLong"},
            Row{403, R"({"__type":"AccessDeniedException","Message":"not\nyours"})",
                ErrorCode::denied, "answered 403 AccessDeniedException: not yours"},
            Row{403,
                R"({"__type":"InvalidSignatureException","message":"Signature expired: 1 is now earlier than 2"})",
                ErrorCode::denied,
                "answered 403 InvalidSignatureException: Signature expired: 1 is now earlier "
                "than 2 (check this machine's clock)"},
            Row{500, R"({"__type":"InternalFailure"})", ErrorCode::transient,
                "answered 500 InternalFailure"},
            Row{500, R"({"__type":"SomethingNew"})", ErrorCode::transient,
                "answered 500 SomethingNew"},
            Row{400, R"({"__type":"SomethingNew"})", ErrorCode::denied,
                "answered 400 SomethingNew"},
            Row{502, "<html>bad gateway</html>", ErrorCode::transient, "answered 502"},
            Row{503, "", ErrorCode::throttled, "answered 503"},
            Row{403, "[1,2", ErrorCode::denied, "answered 403"},
            Row{403, R"({"__type":7})", ErrorCode::denied, "answered 403"},
            Row{403,
                "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code>"
                "<Message>a &amp; b</Message></Error></ErrorResponse>",
                ErrorCode::denied, "answered 403 AuthorizationError: a & b"},
        }) {
        const Error error = refusal_error(parse_refusal(row.body), row.status, kContent);
        EXPECT_EQ(error.code, row.code) << row.body;
        EXPECT_EQ(error.message, row.message);
    }
}

TEST(AwsRefusal, IsOfTheContentOnlyForTheCodesThatTheCallNames) {
    const AwsRefusal refusal{"InvalidMessageContents", ""};
    EXPECT_EQ(refusal_error(refusal, 400, kContent).code, ErrorCode::rejected);
    EXPECT_EQ(refusal_error(refusal, 400).code, ErrorCode::denied);
    EXPECT_EQ(entry_error(refusal, true, kContent).code, ErrorCode::rejected);
    EXPECT_EQ(entry_error(refusal, true).code, ErrorCode::denied);
}

TEST(AwsRefusal, OfAnEntryForAnyOtherReasonThanItsContentIsNoFaultOfTheEntry) {
    for (const char* const code : {"KmsAccessDenied", "KMS.AccessDeniedException", "KMS.Disabled",
                                   "KmsInvalidState", "AccessDenied", "SomethingNew", ""}) {
        EXPECT_EQ(entry_error({code, ""}, true, kContent).code, ErrorCode::denied) << code;
    }
    EXPECT_EQ(entry_error({"SomethingNew", ""}, false, kContent).code, ErrorCode::transient);
    EXPECT_EQ(entry_error({"InternalError", "x"}, true, kContent).message, "InternalError: x");
}

TEST(AwsRefusal, IsThrottlingWhateverStandsBeforeIt) {
    for (const char* const code :
         {"RequestThrottled", "KMS.ThrottlingException", "KmsThrottled", "KMSThrottling",
          "Throttling", "AWS.SimpleQueueService.RequestThrottled", "SomeNewThrottledException",
          "OverLimit", "TooManyRequestsException"}) {
        EXPECT_EQ(entry_error({code, ""}, true, kContent).code, ErrorCode::throttled) << code;
        EXPECT_EQ(refusal_error({code, ""}, 400, kContent).code, ErrorCode::throttled) << code;
    }
}

TEST(AwsRefusal, IsTheSameWithAndWithoutTheServicesNameBeforeItsCode) {
    EXPECT_EQ(entry_error({"AWS.SimpleQueueService.BatchRequestTooLong", ""}, true, kContent).code,
              ErrorCode::rejected);
    EXPECT_EQ(entry_error({"KMS.InternalFailure", ""}, true, kContent).code, ErrorCode::transient);
}

TEST(AwsRefusal, AsksForOtherCredentialsWhereTheseExpiredOrWereRotated) {
    for (const char* type : {"ExpiredToken", "com.amazonaws.sqs#ExpiredTokenException",
                             "com.amazon.coral.service#UnrecognizedClientException"}) {
        EXPECT_TRUE(
            wants_other_credentials(parse_refusal("{\"__type\":\"" + std::string(type) + "\"}")));
    }
    EXPECT_FALSE(wants_other_credentials(parse_refusal(R"({"__type":"AccessDenied"})")));
}

TEST(AwsRefusal, CutsWhatIsTooLong) {
    const AwsRefusal refusal = parse_refusal("{\"__type\":\"" + std::string(5000, 'x') +
                                             "\",\"message\":\"" + std::string(5000, 'y') + "\"}");
    EXPECT_LT(refusal_error(refusal, 400).message.size(), 500u);
}

}  // namespace
}  // namespace scan
