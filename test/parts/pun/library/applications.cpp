// WrapperRegistry/CBindings.h and AppTypeDetector/CBindings.h for one kind of application: Node.js.
#include <sys/stat.h>

#include <cstdlib>
#include <new>

#include "FileTools/PathManipCBindings.h"
#include "text.h"

namespace {

const char NODE[] = "node";
const char STARTED_BY[] = "app.js";

struct Found {
  const void *kind = nullptr;
};

Found &foundAt(void *opaque) { return *static_cast<Found *>(opaque); }

}  // namespace

extern "C" {

void *psg_wrapper_registry_new() { return const_cast<char *>(NODE); }
void psg_wrapper_registry_free(void *) {}
void psg_wrapper_registry_finalize(void *) {}
const void *psg_wrapper_registry_lookup(void *, const char *name, size_t size) {
  const std::string kind = textOf(name, size);
  return kind == NODE || kind == "nodejs" ? NODE : nullptr;
}
int psg_wrapper_registry_entry_is_null(const void *kind) { return kind == nullptr; }
const char *psg_wrapper_registry_entry_get_language(const void *kind, size_t *size) {
  if (size) *size = strlen(NODE);
  return static_cast<const char *>(kind);
}

size_t psg_app_type_detector_result_get_object_size() { return sizeof(Found); }
void *psg_app_type_detector_result_init(void *memory) { return new (memory) Found(); }
void psg_app_type_detector_result_deinit(void *) {}
int psg_app_type_detector_result_is_null(const void *found) { return static_cast<const Found *>(found)->kind == nullptr; }
const void *psg_app_type_detector_result_get_wrapper_registry_entry(const void *found) {
  return static_cast<const Found *>(found)->kind;
}
void psg_app_type_detector_result_set_wrapper_registry_entry(void *found, const void *kind) { foundAt(found).kind = kind; }
// Only an application of an unknown kind has its own command.
const char *psg_app_type_detector_result_get_app_start_command(const void *, size_t *size) {
  if (size) *size = 0;
  return "";
}

void *psg_app_type_detector_new(const void *, unsigned) { return malloc(1); }
void psg_app_type_detector_free(void *detector) { free(detector); }
void psg_app_type_detector_set_throttle_rate(void *, unsigned) {}
void psg_app_type_detector_check_app_root(void *, void *found, const char *root, unsigned size, void *) {
  struct stat facts;
  if (stat((textOf(root, size) + "/" + STARTED_BY).c_str(), &facts) == 0) foundAt(found).kind = NODE;
}
// The document root is `public` in the application's directory.
void psg_app_type_detector_check_document_root(void *detector, void *found, const char *root, unsigned size,
                                               int followLink, void *failure) {
  std::string documents = textOf(root, size);
  size_t length = 0;
  if (followLink) {
    char *target = psg_resolve_symlink(root, size, &length);
    if (target) documents.assign(target, length);
    free(target);
  }
  const char *parent = psg_extract_dir_name_static(documents.data(), documents.size(), &length);
  psg_app_type_detector_check_app_root(detector, found, parent, length, failure);
}

}  // extern "C"
