#include "config/engine_url.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(EngineUrl, ReadsTheSpellingsOfASqliteFile) {
    struct Row {
        const char* text;
        const char* path;
        const char* canonical;
    };
    for (const Row& row :
         {Row{"sqlite:queue.db", "queue.db", "sqlite:queue.db"},
          Row{"sqlite:relative/path.db", "relative/path.db", "sqlite:relative/path.db"},
          Row{"sqlite:../up.db", "../up.db", "sqlite:../up.db"},
          Row{"sqlite:///absolute/path.db", "/absolute/path.db", "sqlite:///absolute/path.db"},
          Row{"sqlite:/absolute/path.db", "/absolute/path.db", "sqlite:///absolute/path.db"},
          Row{"sqlite:with space.db", "with space.db", "sqlite:with space.db"}}) {
        const auto url = parse_engine_url(row.text);
        ASSERT_TRUE(url) << row.text << ": " << url.error();
        EXPECT_EQ(url->path, row.path);
        EXPECT_EQ(engine_url_text(*url), row.canonical);
        EXPECT_EQ(parse_engine_url(row.canonical), url);
    }
}

TEST(EngineUrl, RefusesWhatNamesNoFile) {
    for (const char* text :
         {"", "queue.db", "sqlite", "sqlite:", "sqlite://", "sqlite://host/path.db",
          "sqlite://queue.db", "sqlite:folder/", "sqlite::memory:", "sqlite:a.db?mode=ro",
          "sqlite:a#b", "sqlite:a\nb", ":a.db", "SQLITE:a.db"}) {
        EXPECT_FALSE(parse_engine_url(text)) << text;
    }
}

TEST(EngineUrl, ReadsTheUrlsOfQueuesOfAmazonSqs) {
    for (const char* text : {"https://sqs.eu-west-1.amazonaws.com/123456789012/scan-events",
                             "http://127.0.0.1:9324/000000000000/scan-events"}) {
        const auto url = parse_engine_url(text);
        ASSERT_TRUE(url) << text << ": " << url.error();
        EXPECT_EQ(url->engine, EngineUrl::Engine::sqs);
        EXPECT_EQ(engine_url_text(*url), text);
        EXPECT_FALSE(is_store_engine(url->engine));
    }
    EXPECT_EQ(parse_engine_url("https://sqs.eu-west-1.amazonaws.com/1/q.fifo").error(),
              "a FIFO queue: the worker needs a standard queue");
    EXPECT_FALSE(parse_engine_url("https://sqs.eu-west-1.amazonaws.com/"));
}

TEST(EngineUrl, NamesAnUnknownEngineButNotItsPassword) {
    const auto url = parse_engine_url("mysql://worker:s3cret@db/scans");
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error(), "no engine \"mysql\"");
}

TEST(EngineUrl, ReadsAPostgresqlUrlAndShowsItWithoutItsPassword) {
    for (const char* scheme : {"postgresql", "postgres"}) {
        const auto url = parse_engine_url(std::string(scheme) + "://worker:s3cret@db/scans");
        ASSERT_TRUE(url) << url.error();
        EXPECT_EQ(url->engine, EngineUrl::Engine::postgres);
        EXPECT_EQ(engine_url_text(*url), std::string(scheme) + "://worker:***@db/scans");
        EXPECT_TRUE(has_password(*url));
    }
    EXPECT_FALSE(has_password(*parse_engine_url("postgresql://worker@db/scans")));
    EXPECT_FALSE(has_password(*parse_engine_url("sqlite:a.db")));
    EXPECT_FALSE(parse_engine_url("postgresql://worker:s3cret@db/scans?no_such_parameter=1"));
}

TEST(EngineUrl, RefusesALibpqKeyValueStringByName) {
    for (const char* text : {"host=db user=worker password=s3cret dbname=scans", "password=s3cret",
                             "user = worker password = 's3cret'"}) {
        const auto url = parse_engine_url(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error(),
                  "a key-value string of libpq; write it as postgresql://user@host/database");
    }
}

TEST(EngineUrl, NamesAParameterThatPostgresqlDoesNotKnow) {
    EXPECT_EQ(parse_engine_url("postgresql://u:s3cret@db/scans?sslmode=require&sslmod=x").error(),
              "an unknown parameter \"sslmod\"");
    // The question mark belongs to a password here.
    const auto hidden = parse_engine_url("postgresql://u:a?s3cret=b@db/scans");
    if (!hidden) {
        EXPECT_EQ(hidden.error().find("s3cret"), std::string::npos) << hidden.error();
    }
}

TEST(EngineUrl, ReadsSqlServersUrlsAndConnectionStrings) {
    for (const char* text : {"sqlserver://worker:s3cret@db/ScanEvents",
                             "Server=db;Database=ScanEvents;User Id=worker;Password=s3cret"}) {
        const auto url = parse_engine_url(text);
        ASSERT_TRUE(url) << url.error();
        EXPECT_EQ(url->engine, EngineUrl::Engine::sqlserver);
        EXPECT_EQ(engine_url_text(*url),
                  "sqlserver://worker:***@db:1433/ScanEvents?encrypt=require");
        EXPECT_TRUE(has_password(*url));
    }
}

}  // namespace
}  // namespace scan
