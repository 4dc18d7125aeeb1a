#pragma once

#include "core/catalogue/Sql.h"
#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"

namespace cloakroom::test {

/// A library with drawn photos and one user of each role: Admin, Olga (office), Mark (marketing), Sara (safeguarding),
/// Vera (viewer). Signed in as Admin.
class PhotoSchool {
public:
    explicit PhotoSchool(int photos)
    {
        m_library.addUser(QStringLiteral("Olga"), Role::Office);
        m_library.addUser(QStringLiteral("Mark"), Role::Marketing);
        m_library.addUser(QStringLiteral("Sara"), Role::Safeguarding);
        m_library.addUser(QStringLiteral("Vera"), Role::Viewer);
        m_photos = importDrawn(m_library, photos);
    }

    [[nodiscard]] const QList<PhotoId>& photos() const { return m_photos; }
    /// Counted from 1.
    [[nodiscard]] PhotoId photo(int number) const { return m_photos.at(number - 1); }
    [[nodiscard]] TestLibrary& library() { return m_library; }
    void signInAs(const QString& name) { m_library.signInAs(name); }
    template <typename Work>
    auto run(Work&& work)
    {
        return m_library.run(std::forward<Work>(work));
    }

    QList<PhotoId> find(const PhotoFilter& filter)
    {
        return need(run([&filter](Library& open) { return Photos(open).find(filter); }));
    }
    PersonId person(const char* given, const char* family)
    {
        Person draft;
        draft.givenName = QString::fromUtf8(given);
        draft.familyName = QString::fromUtf8(family);
        return need(run([&draft](Library& open) { return People(open).add(draft); }));
    }
    FaceId name(PhotoId photo, QRect rect, PersonId person)
    {
        return need(run([&](Library& open) { return Faces(open).add(photo, rect, person); }));
    }
    void protect(const char* family)
    {
        need(run([family](Library& open) {
            return runSql(open.db(), QStringLiteral("UPDATE person SET protected = 1 WHERE family_name = ?"),
                          QString::fromUtf8(family));
        }));
    }

private:
    TestLibrary m_library;
    QList<PhotoId> m_photos;
};

} // namespace cloakroom::test
