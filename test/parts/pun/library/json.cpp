// JsonTools/CBindings.h with jsoncpp: documents for the module's configuration.
#include <jsoncpp/json/json.h>

#include <sstream>

#include "JsonTools/CBindings.h"
#include "text.h"

namespace {

using Json::Value;
using Place = Value::iterator;

Value &valueAt(void *opaque) { return *static_cast<Value *>(opaque); }
const Value &valueAt(const void *opaque) { return *static_cast<const Value *>(opaque); }
Place &placeAt(void *opaque) { return *static_cast<Place *>(opaque); }

Value *put(void *document, const std::string &name, const Value &held) {
  Value &member = valueAt(document)[name];
  member = held;
  return &member;
}

static_assert(static_cast<int>(Json::stringValue) == PSG_JSON_VALUE_TYPE_STRING, "the kinds are numbered alike");
static_assert(static_cast<int>(Json::objectValue) == PSG_JSON_VALUE_TYPE_OBJECT, "the kinds are numbered alike");

}  // namespace

extern "C" {

// Making and releasing.
void *psg_json_value_new_null() { return new Value(); }
void *psg_json_value_new_with_type(PsgJsonValueType kind) { return new Value(static_cast<Json::ValueType>(kind)); }
void *psg_json_value_new_str(const char *bytes, size_t size) { return new Value(textOf(bytes, size)); }
void *psg_json_value_new_int(int number) { return new Value(number); }
void *psg_json_value_new_uint(unsigned number) { return new Value(number); }
void *psg_json_value_new_real(double number) { return new Value(number); }
void *psg_json_value_new_bool(int truth) { return new Value(truth != 0); }
void psg_json_value_free(void *value) { delete static_cast<Value *>(value); }

void *psg_autocast_value_to_json(const char *bytes, size_t size, char **) {
  const std::string text = textOf(bytes, size);
  std::istringstream input(text);
  Value read;
  std::string trouble;
  // What is not JSON is a text.
  return new Value(Json::parseFromStream(Json::CharReaderBuilder(), input, &read, &trouble) ? read : Value(text));
}

// Asking.
PsgJsonValueType psg_json_value_type(const void *value) { return static_cast<PsgJsonValueType>(valueAt(value).type()); }
unsigned psg_json_value_size(const void *value) { return valueAt(value).size(); }
int psg_json_value_is_null(const void *value) { return valueAt(value).isNull(); }
int psg_json_value_empty(const void *value) { return valueAt(value).empty(); }
int psg_json_value_eq(const void *one, const void *other) { return valueAt(one) == valueAt(other); }
int psg_json_value_is_member(const void *value, const char *name, size_t size) {
  return valueAt(value).isMember(textOf(name, size));
}
const char *psg_json_value_as_cstr(const void *value) { return valueAt(value).asCString(); }
const char *psg_json_value_get_str(const void *value, size_t *size) {
  const char *begin = "", *end = begin;
  if (valueAt(value).isString()) valueAt(value).getString(&begin, &end);
  if (size) *size = end - begin;
  return begin;
}
char *psg_json_value_to_styled_string(const void *value) {
  return handOver(Json::writeString(Json::StreamWriterBuilder(), valueAt(value)));
}

// Members: jsoncpp makes a null of a missing one.
void *psg_json_value_get(void *document, const char *name, size_t size) { return &valueAt(document)[textOf(name, size)]; }
void *psg_json_value_get_or_create_null(void *document, const char *name, size_t size) {
  return psg_json_value_get(document, name, size);
}
void *psg_json_value_get_at_index(void *list, unsigned index) { return &valueAt(list)[index]; }
void *psg_json_value_set_value(void *document, const char *name, size_t size, const void *value) {
  return put(document, textOf(name, size), valueAt(value));
}
void *psg_json_value_set_str(void *document, const char *name, const char *bytes, size_t size) {
  return put(document, name, textOf(bytes, size));
}
void *psg_json_value_set_int(void *document, const char *name, int number) { return put(document, name, number); }
void *psg_json_value_set_uint(void *document, const char *name, unsigned number) { return put(document, name, number); }
void *psg_json_value_set_real(void *document, const char *name, double number) { return put(document, name, number); }
void *psg_json_value_set_bool(void *document, const char *name, int truth) { return put(document, name, truth != 0); }
void *psg_json_value_append_val(void *list, const void *value) { return &valueAt(list).append(valueAt(value)); }
void psg_json_value_swap(void *one, void *other) { valueAt(one).swap(valueAt(other)); }

// Walking over the members.
void *psg_json_value_iterator_new() { return new Place(); }
void psg_json_value_iterator_free(void *place) { delete static_cast<Place *>(place); }
void psg_json_value_begin(void *document, void *place) { placeAt(place) = valueAt(document).begin(); }
void psg_json_value_end(void *document, void *place) { placeAt(place) = valueAt(document).end(); }
void psg_json_value_iterator_advance(void *place) { ++placeAt(place); }
int psg_json_value_iterator_eq(void *one, void *other) { return placeAt(one) == placeAt(other); }
void *psg_json_value_iterator_get_value(void *place) { return &*placeAt(place); }
const char *psg_json_value_iterator_get_name(void *place, size_t *size) {
  const char *end = nullptr;
  const char *name = placeAt(place).memberName(&end);
  if (size) *size = end - name;
  return name;
}

}  // extern "C"
