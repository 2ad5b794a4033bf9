#pragma once

#include <functional>

namespace CLI {
class App;
}

/// The subcommands. Each adds itself to the command line; when it is the one that was given, `action` becomes what it
/// does: a function that gives the exit code, or throws.
namespace hesscut::command {

using Action = std::function<int()>;

void add_cut(CLI::App& app, Action& action);
void add_batch(CLI::App& app, Action& action);
void add_run_commands(CLI::App& app, Action& action);
void add_evaluate(CLI::App& app, Action& action);
void add_presets(CLI::App& app, Action& action);
void add_doctor(CLI::App& app, Action& action);

}  // namespace hesscut::command
