#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"

#include <QDate>

namespace cloakroom {

/// The same person with spaces tidied and groups sorted, each once. Pure.
[[nodiscard]] Person tidied(Person person);

/// Invalid with a sentence when this cannot be a person: no name, a birthday to come, gone before born. Pure.
[[nodiscard]] Result<void> checkPerson(const Person& person, QDate today);

} // namespace cloakroom
