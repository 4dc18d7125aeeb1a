#pragma once

#include "core/tables/Table.h"

#include <QByteArray>

namespace cloakroom {

/// Whether the bytes begin as an XML file does.
[[nodiscard]] bool looksLikeXml(const QByteArray& bytes);

/// The pupils of a Common Transfer File (DfE, XML root CTfile) as a table whose columns are called by our own keys:
/// external_id (the UPN), given_name, family_name, preferred_name, year_group, date_of_birth. Nothing else is read. A
/// document type declaration, from which entities could come, is refused. Pure.
[[nodiscard]] Table readCtf(const QByteArray& bytes);

} // namespace cloakroom
