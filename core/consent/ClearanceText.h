#pragma once

#include "core/catalogue/Viewpoint.h"
#include "core/consent/ConsentRules.h"

#include <QHash>

namespace cloakroom {

/// Takes out of a clearance what the viewpoint may not know, so that nothing hints at it: a protected person's face
/// becomes a stranger's, and every rule that could give them away becomes "not released". Pure.
void withhold(Clearance& clearance, const Viewpoint& viewpoint);

/// Gives every reason its sentence and the clearance its explanation, and the reasons that speak of people one for each
/// person. `names` may lack people: they stay unnamed. Pure; call it after withhold().
void addSentences(Clearance& clearance, const PhotoFactsForClearance& photo, const Purpose& purpose,
                  const QHash<PersonId, QString>& names);

} // namespace cloakroom
