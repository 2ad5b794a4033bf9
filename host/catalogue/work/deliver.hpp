#pragma once

#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/work/batch.hpp"
#include "host/catalogue/work/stage_meter.hpp"

namespace hesscut::catalogue {

/// Makes what is asked for of every product of a cut item, writes it, all or nothing, and says so in its record.
/// Throws Error (output) for what cannot be written.
void deliver(Item& item, const RunFolder& folder, const RunSettings& settings, StageMeter& meter);

}  // namespace hesscut::catalogue
