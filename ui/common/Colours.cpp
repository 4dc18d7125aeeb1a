#include "ui/common/Colours.h"
