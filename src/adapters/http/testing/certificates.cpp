#include "adapters/http/testing/certificates.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdlib>

namespace scan {
namespace {

constexpr long kVersion3 = 2;
constexpr long kDaySeconds = 24 * 60 * 60;

void must(bool succeeded) {
    if (!succeeded) std::abort();
}

struct FreeBio {
    void operator()(BIO* bio) const { ::BIO_free_all(bio); }
};

template <class Write>
void write_pem(const std::string& path, Write write) {
    const std::unique_ptr<BIO, FreeBio> file(::BIO_new_file(path.c_str(), "wb"));
    must(file != nullptr && write(file.get()) == 1);
}

}  // namespace

CertificateAuthority::Certificate CertificateAuthority::make(const std::string& name, EVP_PKEY* key,
                                                             long serial) {
    Certificate certificate(::X509_new());
    X509* const x509 = certificate.get();
    ::X509_set_version(x509, kVersion3);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(x509), serial);
    // An hour back: the clock may be set back while the tests run.
    ::X509_gmtime_adj(::X509_getm_notBefore(x509), -60 * 60);
    ::X509_gmtime_adj(::X509_getm_notAfter(x509), kDaySeconds);
    ::X509_set_pubkey(x509, key);
    ::X509_NAME_add_entry_by_txt(::X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return certificate;
}

void CertificateAuthority::sign(X509* certificate, int extension, const std::string& value) {
    ::X509_set_issuer_name(certificate, ::X509_get_subject_name(certificate_.get()));
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    ::X509V3_set_ctx(&context, certificate_.get(), certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const made = ::X509V3_EXT_conf_nid(nullptr, &context, extension, value.c_str());
    must(made != nullptr && ::X509_add_ext(certificate, made, -1) == 1);
    ::X509_EXTENSION_free(made);
    must(::X509_sign(certificate, key_.get(), ::EVP_sha256()) != 0);
}

CertificateAuthority::CertificateAuthority(const TemporaryFolder& folder, const std::string& name)
    : folder_(folder),
      key_(EVP_EC_gen("P-256")),
      certificate_(make(name, key_.get(), serial_)),
      file_(folder.file(name + ".pem")) {
    sign(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
    write_pem(file_, [this](BIO* file) { return ::PEM_write_bio_X509(file, certificate_.get()); });
}

CertificateFiles CertificateAuthority::issue(const std::string& name,
                                             const std::string& subject_alternative_name,
                                             const std::string& passphrase) {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = make(name, key.get(), ++serial_);
    sign(certificate.get(), NID_subject_alt_name, subject_alternative_name);
    CertificateFiles files{folder_.file(name + ".crt"), folder_.file(name + ".key")};
    write_pem(files.certificate,
              [&](BIO* file) { return ::PEM_write_bio_X509(file, certificate.get()); });
    write_pem(files.key, [&](BIO* file) {
        if (passphrase.empty())
            return ::PEM_write_bio_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr,
                                              nullptr);
        return ::PEM_write_bio_PrivateKey(file, key.get(), ::EVP_aes_256_cbc(), nullptr, 0, nullptr,
                                          const_cast<char*>(passphrase.c_str()));
    });
    return files;
}

}  // namespace scan
