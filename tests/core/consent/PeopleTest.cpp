#include "core/consent/People.h"

#include "core/audit/AuditLog.h"
#include "support/TestLibrary.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

Person amy()
{
    Person person;
    person.externalId = QStringLiteral("A1");
    person.givenName = QStringLiteral("Amy");
    person.familyName = QStringLiteral("Example");
    person.groups = QStringList{QStringLiteral("4B"), QStringLiteral("Choir")};
    return person;
}

ErrorCode codeOf(const Error& error)
{
    return error.code;
}

QStringList namesOf(const QList<Person>& people)
{
    QStringList names;
    for (const Person& person : people) {
        names += person.fullName();
    }
    return names;
}

} // namespace

TEST_CASE("a person is found by number, by the school's id and by name", "[consent][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        People people(library);
        const PersonId id = need(people.add(amy()));
        CHECK(need(people.find(QString::number(id.value))).id == id);
        CHECK(need(people.find(QStringLiteral("A1"))).id == id);
        CHECK(need(people.find(QStringLiteral("amy  example"))).id == id);
        CHECK(need(people.findExternal(QStringLiteral("A1"))).id == id);
        CHECK(need(people.get(id)).groups == QStringList{QStringLiteral("4B"), QStringLiteral("Choir")});
        CHECK(codeOf(people.find(QStringLiteral("Nobody")).error()) == ErrorCode::NotFound);

        Person twin = amy();
        twin.externalId = QStringLiteral("A2");
        need(people.add(twin));
        CHECK(codeOf(people.find(QStringLiteral("Amy Example")).error()) == ErrorCode::Invalid);
        CHECK(codeOf(people.add(twin).error()) == ErrorCode::AlreadyExists);
    });
}

TEST_CASE("an edit changes what it says and nothing of the protection", "[consent][people]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
    const PersonId id = school.run([](Library& library) { return need(People(library).add(amy())); });
    school.signInAs(QStringLiteral("Dana"));
    school.run([id](Library& library) { need(People(library).protect(id, QStringLiteral("court order"), true)); });
    school.signInAs(QStringLiteral("Admin"));
    school.run([id](Library& library) {
        People people(library);
        Person person = need(people.get(id));
        CHECK(person.protection.isProtected);
        CHECK(person.protection.reason.isEmpty());
        person.preferredName = QStringLiteral("  Ami ");
        person.protection = {};
        person.groups = QStringList{QStringLiteral("5B")};
        need(people.edit(person));
        const Person after = need(people.get(id));
        CHECK(after.preferredName == QStringLiteral("Ami"));
        CHECK(after.groups == QStringList{QStringLiteral("5B")});
        CHECK(after.protection.isProtected);
    });
}

TEST_CASE("people that cannot be are refused", "[consent][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        People people(library);
        Person nameless;
        CHECK(codeOf(people.add(nameless).error()) == ErrorCode::Invalid);
        Person unborn = amy();
        unborn.dateOfBirth = library.today().addDays(1);
        CHECK(codeOf(people.add(unborn).error()) == ErrorCode::Invalid);
        Person gone = amy();
        gone.dateOfBirth = QDate(2015, 1, 1);
        gone.leftOn = QDate(2014, 12, 31);
        CHECK(codeOf(people.add(gone).error()) == ErrorCode::Invalid);
        Person secretly = amy();
        secretly.protection.isProtected = true;
        CHECK(codeOf(people.add(secretly).error()) == ErrorCode::Invalid);
        Person unknown = amy();
        unknown.id = PersonId{99};
        CHECK(codeOf(people.edit(unknown).error()) == ErrorCode::NotFound);
        CHECK(need(people.list()).isEmpty());
    });
}

TEST_CASE("a protected person is nowhere for marketing and nameable for the office", "[consent][people][protected]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
    school.addUser(QStringLiteral("Mark"), Role::Marketing);
    school.addUser(QStringLiteral("Olga"), Role::Office);
    school.addUser(QStringLiteral("Vera"), Role::Viewer);
    const PersonId id = school.run([](Library& library) {
        People people(library);
        Person other = amy();
        other.externalId = QStringLiteral("B1");
        other.givenName = QStringLiteral("Ben");
        need(people.add(other));
        return need(people.add(amy()));
    });
    school.signInAs(QStringLiteral("Dana"));
    school.run([id](Library& library) {
        People people(library);
        CHECK(codeOf(people.protect(id, QStringLiteral("  "), false).error()) == ErrorCode::Invalid);
        need(people.protect(id, QStringLiteral("court order"), false));
        CHECK(need(people.get(id)).protection.reason == QStringLiteral("court order"));
    });
    school.signInAs(QStringLiteral("Mark"));
    school.run([id](Library& library) {
        People people(library);
        CHECK(namesOf(need(people.list())) == QStringList{QStringLiteral("Ben Example")});
        CHECK(need(people.findGroup(QStringLiteral("4b"))).members == 1);
        CHECK(need(people.members(need(people.findGroup(QStringLiteral("4B"))).id)).size() == 1);
        for (const QString& name : {QString::number(id.value), QStringLiteral("A1"), QStringLiteral("Amy Example")}) {
            CHECK(codeOf(people.find(name).error()) == ErrorCode::NotFound);
        }
        CHECK(codeOf(people.get(id).error()) == ErrorCode::NotFound);
        CHECK(codeOf(people.protect(id, QStringLiteral("x"), false).error()) == ErrorCode::NotAllowed);
        CHECK(codeOf(people.unprotect(id).error()) == ErrorCode::NotAllowed);
        CHECK(codeOf(people.add(amy()).error()) == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Olga"));
    school.run([id](Library& library) {
        People people(library);
        const Person known = need(people.get(id));
        CHECK(known.protection.isProtected);
        CHECK(known.protection.reason.isEmpty());
        CHECK(need(people.findGroup(QStringLiteral("4B"))).members == 2);
        CHECK(codeOf(people.unprotect(id).error()) == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Vera"));
    school.run([id](Library& library) {
        People people(library);
        CHECK(codeOf(people.list().error()) == ErrorCode::NotAllowed);
        CHECK(codeOf(people.get(id).error()) == ErrorCode::NotAllowed);
        CHECK(codeOf(people.groups().error()) == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Dana"));
    school.run([id](Library& library) {
        People people(library);
        need(people.unprotect(id));
        CHECK_FALSE(need(people.get(id)).protection.isProtected);
        audit::Filter filter;
        filter.subject = QStringLiteral("person:%1").arg(id.value);
        QStringList actions;
        for (const AuditEntry& entry : need(audit::list(library, filter))) {
            actions += entry.action;
        }
        CHECK(actions.contains(QStringLiteral("protection.set")));
        CHECK(actions.contains(QStringLiteral("protection.remove")));
        CHECK(actions.contains(QStringLiteral("person.add")));
    });
}

TEST_CASE("people are searched by parts of their names and leavers can be left out", "[consent][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        People people(library);
        need(people.add(amy()));
        Person left = amy();
        left.externalId = QStringLiteral("Z9");
        left.givenName = QStringLiteral("Zoë");
        left.leftOn = library.today();
        need(people.add(left));
        PersonFilter filter;
        CHECK(need(people.list(filter)).size() == 2);
        filter.text = QStringLiteral("exam ZO");
        CHECK(namesOf(need(people.list(filter))) == QStringList{QStringLiteral("Zoë Example")});
        filter.text = QStringLiteral("z9");
        CHECK(need(people.list(filter)).size() == 1);
        filter.withLeavers = false;
        CHECK(need(people.list(filter)).isEmpty());
    });
}

TEST_CASE("groups have one name each", "[consent][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        People people(library);
        need(people.addGroup(QStringLiteral(" Chess  club ")));
        CHECK(need(people.findGroup(QStringLiteral("chess club"))).name == QStringLiteral("Chess club"));
        CHECK(codeOf(people.addGroup(QStringLiteral("CHESS CLUB")).error()) == ErrorCode::AlreadyExists);
        CHECK(codeOf(people.addGroup(QStringLiteral(" ")).error()) == ErrorCode::Invalid);
        CHECK(codeOf(people.addGroup(QStringLiteral("a;b")).error()) == ErrorCode::Invalid);
        CHECK(codeOf(people.findGroup(QStringLiteral("none")).error()) == ErrorCode::NotFound);
    });
}
