// Passes texts between the module, which is C, and this library.
#pragma once
#include <cstring>
#include <string>

// The module passes -1 if it does not know the length.
inline std::string textOf(const char *bytes, size_t size) {
  return size == static_cast<size_t>(-1) ? std::string(bytes) : std::string(bytes, size);
}

// For the module to free().
inline char *handOver(const std::string &text, size_t *size = nullptr) {
  if (size) *size = text.size();
  return strdup(text.c_str());
}
