/// hesscut: cuts products out of photos.

#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <hesscut/version.hpp>
#include <opencv2/core/utility.hpp>

#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/messages.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Hesscut cuts products out of photos."};
  app.set_version_flag("--version", "hesscut " HESSCUT_VERSION);
  app.require_subcommand(1);
  hesscut::command::Action action;
  hesscut::command::add_cut(app, action);
  hesscut::command::add_batch(app, action);
  hesscut::command::add_run_commands(app, action);
  hesscut::command::add_evaluate(app, action);
  hesscut::command::add_presets(app, action);
  hesscut::command::add_doctor(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    hesscut::command::say_error(error.what());
    return hesscut::command::exit_usage;
  }
  return action();
}

}  // namespace

int main(int argc, char** argv) {
  // A file over the size limit is an error like a full disk, not a reason to be killed.
  std::signal(SIGXFSZ, SIG_IGN);
  // Photos are handled in parallel; OpenCV's own threads would only get in their way.
  cv::setNumThreads(1);
  try {
    return run(argc, argv);
  } catch (...) {
    return hesscut::command::report_current_exception();
  }
}
