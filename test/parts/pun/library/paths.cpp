// FileTools/PathManipCBindings.h, Utils/CachedFileStat.h and the errors of Exceptions.h.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>

#include "text.h"

namespace fs = std::filesystem;

namespace {

struct Failure {
  const char *message;
  int number;
  bool isConstant : 1;
};

}  // namespace

extern "C" {

char *psg_absolutize_path(const char *path, size_t size, const char *from, size_t fromSize, size_t *length) {
  const fs::path base = from ? fs::path(textOf(from, fromSize)) : fs::current_path();
  std::string whole = (base / textOf(path, size)).lexically_normal().string();
  while (whole.size() > 1 && whole.back() == '/') whole.pop_back();
  return handOver(whole, length);
}

// Follows one symbolic link; another path is returned unchanged.
char *psg_resolve_symlink(const char *path, size_t size, size_t *length) {
  const fs::path link = textOf(path, size);
  std::error_code trouble;
  const fs::path target = fs::read_symlink(link, trouble);
  if (!trouble) return handOver((link.parent_path() / target).string(), length);
  return trouble.value() == EINVAL ? handOver(link.string(), length) : nullptr;
}

// Points into the path itself, so only its length is returned.
const char *psg_extract_dir_name_static(const char *path, size_t size, size_t *length) {
  std::string rest = textOf(path, size);
  while (rest.size() > 1 && rest.back() == '/') rest.pop_back();
  const size_t slash = rest.rfind('/');
  *length = slash == std::string::npos || slash == 0 ? 1 : slash;
  return slash == std::string::npos ? "." : path;
}

void *pp_cached_file_stat_new(unsigned) { return malloc(1); }
void pp_cached_file_stat_free(void *cache) { free(cache); }
int pp_cached_file_stat_perform(void *, const char *file, struct stat *facts, unsigned) { return stat(file, facts); }

void pp_error_init(Failure *failure) { *failure = {nullptr, -1, false}; }
void pp_error_destroy(Failure *failure) {
  if (!failure->isConstant) free(const_cast<char *>(failure->message));
  failure->message = nullptr;
}

}  // extern "C"
