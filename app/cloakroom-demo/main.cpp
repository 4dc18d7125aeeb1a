#include "core/demo/DemoSchool.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QTextStream>
#include <QThread>

// Makes the made-up school. Arguments: a folder for its library and one for its exports.
int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    QTextStream err(stderr);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        err << "usage: cloakroom-demo LIBRARY_FOLDER EXPORTS_FOLDER\n";
        return 2;
    }
    cloakroom::WorkerPool workers(qMax(1, QThread::idealThreadCount()));
    cloakroom::NoProgress progress;
    const auto made = cloakroom::demo::makeSchool(arguments[1], arguments[2], workers, progress);
    if (!made) {
        err << made.error().text << '\n' << made.error().detail << '\n';
        return 1;
    }
    out << "Made a school with " << made->photos << " drawn photos of " << made->people << " people; " << made->exported
        << " photos were published, " << made->takedowns << " have to come down again.\n";
    return 0;
}
