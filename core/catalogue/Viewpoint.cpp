#include "core/catalogue/Viewpoint.h"

namespace cloakroom {

Viewpoint Viewpoint::of(Role role)
{
    Viewpoint viewpoint;
    viewpoint.seesFlagged = allows(role, Right::Safeguard);
    viewpoint.seesBin = allows(role, Right::Import);
    viewpoint.seesPeople = allows(role, Right::SeePeople);
    // Who keeps people's records has to know whom not to publish; who only reads them must not.
    viewpoint.knowsProtected = allows(role, Right::EditPeople);
    return viewpoint;
}

} // namespace cloakroom
