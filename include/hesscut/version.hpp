#pragma once

#define HESSCUT_VERSION "0.1.0"  // the build reads the project's version from here
