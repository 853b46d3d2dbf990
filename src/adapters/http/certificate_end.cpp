#include "adapters/http/certificate_end.h"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace scan {
namespace {

struct Free {
    void operator()(BIO* file) const { BIO_free(file); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};

}  // namespace

Result<UtcTime> certificate_end(const std::string& path) {
    const std::unique_ptr<BIO, Free> file(BIO_new_file(path.c_str(), "r"));
    if (!file) return fail(ErrorCode::denied, fmt::format("{} cannot be read", path));
    const std::unique_ptr<X509, Free> certificate(
        PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
        return fail(ErrorCode::denied, fmt::format("{} has no certificate", path));
    const auto time = UtcTime::parse(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                                                 end.tm_year + 1900, end.tm_mon + 1, end.tm_mday,
                                                 end.tm_hour, end.tm_min, end.tm_sec));
    if (!time)
        return fail(ErrorCode::denied, fmt::format("the certificate {} ends at no time", path));
    return *time;
}

}  // namespace scan
