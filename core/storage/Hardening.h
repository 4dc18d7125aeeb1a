#pragma once

// What a program calls first in main(), without the rest of the cryptography: hardenProcess().
#include "core/crypto/Sodium.h"
