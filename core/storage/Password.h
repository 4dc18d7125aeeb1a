#pragma once

// What the window and the command line need of passwords, without the rest of the cryptography.
#include "core/crypto/PasswordHash.h"
#include "core/crypto/PasswordPolicy.h"
