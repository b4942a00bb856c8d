// The few corners of libcurl that Swift cannot reach by itself.
//
// libcurl takes its settings through variadic functions, and Swift imports none of those. So there
// is one inline helper per kind of argument, and nothing else: which settings we use, and why, is
// written in the target `Curl`. Everything not variadic is called directly.

#ifndef CLIBCURL_H
#define CLIBCURL_H

// libcurl's type checks are macros over constant options; through these helpers the option is a
// variable.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <string.h>

// What libcurl calls with a piece of the head or of the body. It returns how many bytes were taken.
typedef size_t (*clibcurl_receiver)(char *bytes, size_t size, size_t count, void *owner);

static inline CURLcode clibcurl_set_number(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_large(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// NULL unsets the option. libcurl keeps a copy of the text.
static inline CURLcode clibcurl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_bytes(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl keeps no copy: the list must outlive the transfer.
static inline CURLcode clibcurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_receiver(
    CURL *easy, CURLoption option, clibcurl_receiver value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_get_number(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

// For CURLINFO_PRIVATE: what CURLOPT_PRIVATE was set to.
static inline CURLcode clibcurl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

// A field of the certificate that the server itself showed, or NULL. It lives as long as the handle's
// transfer.
static inline const char *clibcurl_get_certificate_field(CURL *easy, const char *name, size_t length) {
    struct curl_certinfo *shown = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &shown) != CURLE_OK) return NULL;
    if (shown == NULL || shown->num_of_certs < 1) return NULL;
    for (struct curl_slist *field = shown->certinfo[0]; field != NULL; field = field->next) {
        if (strncmp(field->data, name, length) == 0 && field->data[length] == ':') {
            return field->data + length + 1;
        }
    }
    return NULL;
}

static inline CURLMcode clibcurl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

#endif
