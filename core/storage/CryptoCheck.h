#pragma once

// What the command line needs to prove that the cryptography computes what it should: cryptoSelfTest().
#include "core/crypto/SelfTest.h"
