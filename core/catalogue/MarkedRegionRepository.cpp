#include "core/catalogue/MarkedRegionRepository.h"

#include "core/base/KeyTable.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

constexpr std::array kStandards{
    KeyName<RegionStandard>{RegionStandard::Mwg, "mwg"},
    KeyName<RegionStandard>{RegionStandard::Microsoft, "microsoft"},
    KeyName<RegionStandard>{RegionStandard::Iptc, "iptc"},
};

constexpr std::array kPlacings{
    KeyName<Placing>{Placing::Sure, "sure"},
    KeyName<Placing>{Placing::AsStored, "as-stored"},
    KeyName<Placing>{Placing::AsShown, "as-shown"},
    KeyName<Placing>{Placing::Cut, "cut"},
};

MarkedRegion readRegion(const Statement& row)
{
    MarkedRegion region;
    region.rect = {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
    region.name = row.text(4);
    region.standard = valueOf(kStandards, row.text(5)).value_or(RegionStandard::Mwg);
    // Of an unknown kind nothing is known for sure.
    region.placing = valueOf(kPlacings, row.text(6)).value_or(Placing::Cut);
    return region;
}

} // namespace

Result<QList<MarkedRegion>> MarkedRegionRepository::ofPhoto(PhotoId photo)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT x, y, w, h, name, standard, placing FROM marked_region WHERE "
                                           "photo_id = ? ORDER BY id"),
                            photo),
                   readRegion);
}

Result<void> MarkedRegionRepository::set(PhotoId photo, const QList<MarkedRegion>& regions)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = runSql(m_database, QStringLiteral("DELETE FROM marked_region WHERE photo_id = ?"), photo); !done) {
        return done;
    }
    for (const MarkedRegion& region : regions) {
        auto done = runSql(m_database,
                           QStringLiteral("INSERT INTO marked_region(photo_id, x, y, w, h, name, standard, placing) "
                                          "VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
                           photo, region.rect.x(), region.rect.y(), region.rect.width(), region.rect.height(),
                           region.name, keyOf(kStandards, region.standard), keyOf(kPlacings, region.placing));
        if (!done) {
            return done;
        }
    }
    return transaction->commit();
}

} // namespace cloakroom
