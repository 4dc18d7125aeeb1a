#include "core/worker/PhotoWorker.h"

#include <cstdlib>

int main(int argc, char** argv)
{
    // Libraries' own endings are skipped: there is nothing to save, and they may ask for rights that are gone.
    std::_Exit(cloakroom::runPhotoWorker(argc, argv));
}
