#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "adapters/http/testing/temporary_folder.h"

namespace scan {

// Two PEM files of one certificate.
struct CertificateFiles {
    std::string certificate;
    std::string key;
};

// A certificate authority that lives for one test: makes certificates valid for a day into a
// folder.
class CertificateAuthority final {
public:
    CertificateAuthority(const TemporaryFolder& folder, const std::string& name);
    CertificateAuthority(const CertificateAuthority&) = delete;
    CertificateAuthority& operator=(const CertificateAuthority&) = delete;

    // The authority that a client trusts.
    const std::string& file() const { return file_; }

    // `subject_alternative_name` as OpenSSL writes it: "IP:127.0.0.1", "DNS:example.com". A
    // passphrase encrypts the key.
    CertificateFiles issue(const std::string& name, const std::string& subject_alternative_name,
                           const std::string& passphrase = {});

private:
    struct FreeKey {
        void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
    };
    struct FreeCertificate {
        void operator()(X509* certificate) const { ::X509_free(certificate); }
    };
    using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
    using Certificate = std::unique_ptr<X509, FreeCertificate>;

    static Certificate make(const std::string& name, EVP_PKEY* key, long serial);
    void sign(X509* certificate, int extension, const std::string& value);

    const TemporaryFolder& folder_;
    long serial_ = 1;
    Key key_;
    Certificate certificate_;
    std::string file_;
};

}  // namespace scan
