// The C part of WatchdogLauncher.h: starts Passenger's watchdog, and ends it with nginx.
//
// They communicate over a socket pair, the watchdog's descriptor 3: it receives its configuration, and answers with the
// address of its core. The numbers before messages are in network order.
#include <arpa/inet.h>
#include <jsoncpp/json/json.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "text.h"

namespace {

const int FEEDBACK = 3;
const char *const MODES[] = {"apache", "nginx", "standalone"};

using Callback = void (*)(void *, void *);

struct Launcher {
  const char *mode;
  pid_t pid = 0;
  int channel = -1;
  std::string address, password, directory;
};

Launcher &launcherAt(void *opaque) { return *static_cast<Launcher *>(opaque); }

// Passenger's locations.ini says where its programs are.
std::string agentProgram(const char *locations) {
  const std::string key = "support_binaries_dir=";
  std::ifstream file(locations);
  for (std::string line; std::getline(file, line);)
    if (line.rfind(key, 0) == 0) return line.substr(key.size()) + "/PassengerAgent";
  throw std::runtime_error(std::string("there is no ") + key + " in " + locations);
}

void send(int channel, const std::string &bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = ::send(channel, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR) throw std::runtime_error("the watchdog takes no configuration");
    if (count > 0) sent += count;
  }
}

std::string receive(int channel, size_t size) {
  std::string bytes(size, '\0');
  for (size_t got = 0; got < size;) {
    const ssize_t count = read(channel, &bytes[got], size - got);
    if (count == 0 || (count < 0 && errno != EINTR)) throw std::runtime_error("the watchdog ended while it started");
    if (count > 0) got += count;
  }
  return bytes;
}

template <class Number>
Number receiveNumber(int channel) {
  Number number;
  memcpy(&number, receive(channel, sizeof number).data(), sizeof number);
  return number;
}

void sendDocument(int channel, const Json::Value &document) {
  const std::string text = Json::writeString(Json::StreamWriterBuilder(), document);
  const uint32_t size = htonl(text.size());
  send(channel, std::string(reinterpret_cast<const char *>(&size), sizeof size) + text);
}

// A list of words, each followed by a NUL, and then a document.
Json::Value receiveAnswer(int channel) {
  const std::string words = receive(channel, ntohs(receiveNumber<uint16_t>(channel)));
  if (words.c_str() != std::string("Agents information")) throw std::runtime_error("the watchdog says: " + words);
  std::istringstream text(receive(channel, ntohl(receiveNumber<uint32_t>(channel))));
  Json::Value answer;
  text >> answer;
  return answer;
}

// Runs in the new process; never returns.
[[noreturn]] void becomeWatchdog(const std::string &program, int channel, Callback prepare, void *argument, void *settings) {
  setsid();
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(channel, FEEDBACK);
  setenv("PASSENGER_USE_FEEDBACK_FD", "true", 1);
  if (prepare) prepare(argument, settings);
  closefrom(FEEDBACK + 1);
  execl(program.c_str(), "PassengerAgent", "watchdog", static_cast<char *>(nullptr));
  _exit(127);
}

Json::Value configurationOf(const Launcher &launcher, const char *locations, const Json::Value &settings) {
  Json::Value all = settings;
  all["web_server_control_process_pid"] = static_cast<int>(getpid());
  all["integration_mode"] = launcher.mode;
  all["passenger_root"] = locations;
  return all;
}

void startUp(Launcher &launcher, const char *locations, const Json::Value &settings) {
  sendDocument(launcher.channel, configurationOf(launcher, locations, settings));
  const Json::Value answer = receiveAnswer(launcher.channel);
  launcher.address = answer["core_address"].asString();
  launcher.password = answer["core_password"].asString();
  launcher.directory = answer["instance_dir"].asString();
}

void forget(Launcher &launcher) {
  if (launcher.channel >= 0) close(launcher.channel);
  launcher.channel = -1;
  launcher.pid = 0;
}

const char *give(const std::string &text, unsigned *size) {
  if (size) *size = text.size();
  return text.c_str();
}

}  // namespace

extern "C" {

void *psg_watchdog_launcher_new(int mode, char **) { return new Launcher{MODES[mode]}; }

int psg_watchdog_launcher_start(void *opaque, const char *locations, void *settings, Callback prepare, void *argument,
                                char **message) {
  Launcher &launcher = launcherAt(opaque);
  try {
    const std::string program = agentProgram(locations);
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error(strerror(errno));
    launcher.pid = fork();
    if (launcher.pid == 0) becomeWatchdog(program, ends[1], prepare, argument, settings);
    close(ends[1]);
    launcher.channel = ends[0];
    startUp(launcher, locations, *static_cast<Json::Value *>(settings));
    return 1;
  } catch (const std::exception &trouble) {
    if (launcher.pid > 0) kill(-launcher.pid, SIGKILL);
    forget(launcher);
    *message = handOver(trouble.what());
    return 0;
  }
}

const char *psg_watchdog_launcher_get_core_address(void *launcher, unsigned *size) {
  return give(launcherAt(launcher).address, size);
}
const char *psg_watchdog_launcher_get_core_password(void *launcher, unsigned *size) {
  return give(launcherAt(launcher).password, size);
}
const char *psg_watchdog_launcher_get_instance_dir(void *launcher, unsigned *size) {
  return give(launcherAt(launcher).directory, size);
}
pid_t psg_watchdog_launcher_get_pid(void *launcher) { return launcherAt(launcher).pid; }
void psg_watchdog_launcher_detach(void *launcher) { forget(launcherAt(launcher)); }

// A `c` means that the connection ends on purpose.
void psg_watchdog_launcher_free(void *opaque) {
  const std::unique_ptr<Launcher> launcher(&launcherAt(opaque));
  const pid_t pid = launcher->pid;
  if (pid == 0) return;
  ::send(launcher->channel, "c", 1, MSG_NOSIGNAL);
  forget(*launcher);
  waitpid(pid, nullptr, 0);
}

}  // extern "C"
