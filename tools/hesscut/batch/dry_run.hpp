#pragma once

#include "host/catalogue/input/source.hpp"
#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/journal/shard.hpp"
#include "tools/hesscut/messages.hpp"

namespace hesscut::command {

/// Says what a run would do and writes nothing: a line an item on standard output with its state (new, done, failed,
/// deferred), id and outputs, separated by tabs; what cannot be used goes to standard error and gives exit_failed.
[[nodiscard]] ExitCode dry_run(catalogue::Source& source, const catalogue::RunFolder& folder,
                               const catalogue::RunSettings& settings, const catalogue::Shard& shard);

}  // namespace hesscut::command
