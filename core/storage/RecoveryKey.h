#pragma once

// Recovery keys as the programs read and show them: RecoveryKey, from core/crypto.
#include "core/crypto/RecoveryKey.h"
