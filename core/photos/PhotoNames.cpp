#include "core/photos/PhotoNames.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kMostName = 200;

} // namespace

Result<QString> cleanName(const QString& typed)
{
    const QString name = typed.simplified().normalized(QString::NormalizationForm_C);
    const bool isPlain =
        std::none_of(name.begin(), name.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (name.isEmpty() || name.size() > kMostName || !isPlain) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Photos", "A name needs 1 to %1 ordinary characters.").arg(kMostName));
    }
    return name;
}

} // namespace cloakroom
