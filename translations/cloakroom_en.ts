<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>Erasure %1, %n photo(s): %2</source>
        <translation>
            <numerusform>Erasure %1, %n photo: %2</numerusform>
            <numerusform>Erasure %1, %n photos: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message numerus="yes">
        <source>What may be seen in %n of these photo(s), or by which name, changed while the hand-over was being made. No file was made and nothing was handed over: make it again.</source>
        <translation>
            <numerusform>What may be seen in one of these photos, or by which name, changed while the hand-over was being made. No file was made and nothing was handed over: make it again.</numerusform>
            <numerusform>What may be seen in %n of these photos, or by which name, changed while the hand-over was being made. No file was made and nothing was handed over: make it again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message numerus="yes">
        <source>%n cover</source>
        <translation>
            <numerusform>%n cover</numerusform>
            <numerusform>%n cover</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to name</source>
        <translation>
            <numerusform>%n to name</numerusform>
            <numerusform>%n to name</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MarkText</name>
    <message numerus="yes">
        <source>May go with %n place(s) covered.</source>
        <translation>
            <numerusform>May go with %n place covered.</numerusform>
            <numerusform>May go with %n places covered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) not named yet. Open it to name them and sign off.</source>
        <translation>
            <numerusform>%n face not named yet. Open it to name them and sign off.</numerusform>
            <numerusform>%n faces not named yet. Open it to name them and sign off.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionMatch</name>
    <message numerus="yes">
        <source>%n person(s) on your lists have this name.</source>
        <translation>
            <numerusform>%n person on your lists has this name.</numerusform>
            <numerusform>%n people on your lists have this name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::CardList</name>
    <message numerus="yes">
        <source>%n new file(s)</source>
        <translation>
            <numerusform>%n new file</numerusform>
            <numerusform>%n new files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::CollectionMenu</name>
    <message numerus="yes">
        <source>%1 · %n photo(s)</source>
        <translation>
            <numerusform>%1 · %n photo</numerusform>
            <numerusform>%1 · %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start with %n photo(s)</source>
        <translation>
            <numerusform>Start with %n photo</numerusform>
            <numerusform>Start with %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is started with %n photo(s).</source>
        <translation>
            <numerusform>%1 is started with %n photo.</numerusform>
            <numerusform>%1 is started with %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) put in %1.</source>
        <translation>
            <numerusform>%n photo put in %1.</numerusform>
            <numerusform>%n photos put in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) taken out. They are still in the library.</source>
        <translation>
            <numerusform>%n photo taken out. It is still in the library.</numerusform>
            <numerusform>%n photos taken out. They are still in the library.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::CsvDialog</name>
    <message numerus="yes">
        <source>%n line(s) are wrong. Mend them in the list and choose it again; until then nothing is changed.</source>
        <translation>
            <numerusform>%n line is wrong. Mend it in the list and choose it again; until then nothing is changed.</numerusform>
            <numerusform>%n lines are wrong. Mend them in the list and choose it again; until then nothing is changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::ErasuresDialog</name>
    <message numerus="yes">
        <source>%n photo(s), by number: %1</source>
        <translation>
            <numerusform>%n photo, by number: %1</numerusform>
            <numerusform>%n photos, by number: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::FaceWallDialog</name>
    <message numerus="yes">
        <source>%n group(s) of faces that look alike come first, each under one line. Click a face to choose its group, look at every face, then say who it is.</source>
        <translation>
            <numerusform>%n group of faces that look alike comes first, under one line. Click a face to choose its group, look at every face, then say who it is.</numerusform>
            <numerusform>%n groups of faces that look alike come first, each under one line. Click a face to choose its group, look at every face, then say who it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n photo(s) no face was compared: their group has no permission, or somebody in it refused.</source>
        <translation>
            <numerusform>In %n photo no face was compared: its group has no permission, or somebody in it refused.</numerusform>
            <numerusform>In %n photos no face was compared: their group has no permission, or somebody in it refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::FilterBar</name>
    <message numerus="yes">
        <source>%n star(s) and more</source>
        <translation>
            <numerusform>%n star and more</numerusform>
            <numerusform>%n stars and more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::HomePage</name>
    <message numerus="yes">
        <source>publication(s) to take down after a withdrawal</source>
        <translation>
            <numerusform>publication to take down after a withdrawal</numerusform>
            <numerusform>publications to take down after a withdrawal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>flagged photo(s) to decide about</source>
        <translation>
            <numerusform>flagged photo to decide about</numerusform>
            <numerusform>flagged photos to decide about</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photo(s) wait for names and sign-off</source>
        <translation>
            <numerusform>photo waits for names and sign-off</numerusform>
            <numerusform>photos wait for names and sign-off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photo(s) wait for a second pair of eyes</source>
        <translation>
            <numerusform>photo waits for a second pair of eyes</numerusform>
            <numerusform>photos wait for a second pair of eyes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>consent(s) end in the next 60 days</source>
        <translation>
            <numerusform>consent ends in the next 60 days</numerusform>
            <numerusform>consents end in the next 60 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::ImportPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::ImportResult</name>
    <message numerus="yes">
        <source>Clear %n file(s) from the card</source>
        <translation>
            <numerusform>Clear %n file from the card</numerusform>
            <numerusform>Clear %n files from the card</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) did not come in</source>
        <translation>
            <numerusform>%n file did not come in</numerusform>
            <numerusform>%n files did not come in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Look at %n burst(s) and look-alikes…</source>
        <translation>
            <numerusform>Look at %n burst or look-alike…</numerusform>
            <numerusform>Look at %n bursts and look-alikes…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) passed over</source>
        <translation>
            <numerusform>%n file passed over</numerusform>
            <numerusform>%n files passed over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left on the card</source>
        <translation>
            <numerusform>%n file left on the card</numerusform>
            <numerusform>%n files left on the card</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::PageButton</name>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n waiting</numerusform>
            <numerusform>%1, %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::PhotoActions</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n photo(s)</source>
        <translation>
            <numerusform>Tag for %n photo</numerusform>
            <numerusform>Tag for %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) tagged.</source>
        <translation>
            <numerusform>%n photo tagged.</numerusform>
            <numerusform>%n photos tagged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved.</source>
        <translation>
            <numerusform>%n photo moved.</numerusform>
            <numerusform>%n photos moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) rated.</source>
        <translation>
            <numerusform>%n photo rated.</numerusform>
            <numerusform>%n photos rated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved to the bin.</source>
        <translation>
            <numerusform>%n photo moved to the bin.</numerusform>
            <numerusform>%n photos moved to the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) taken out of the bin.</source>
        <translation>
            <numerusform>%n photo taken out of the bin.</numerusform>
            <numerusform>%n photos taken out of the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag %n photo(s)</source>
        <translation>
            <numerusform>Flag %n photo</numerusform>
            <numerusform>Flag %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are with the safeguarding lead now.</source>
        <translation>
            <numerusform>The photo is with the safeguarding lead now.</numerusform>
            <numerusform>%n photos are with the safeguarding lead now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) found.</source>
        <translation>
            <numerusform>%n face found.</numerusform>
            <numerusform>%n faces found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved: %1.</source>
        <translation>
            <numerusform>%n photo moved: %1.</numerusform>
            <numerusform>%n photos moved: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have a time now.</source>
        <translation>
            <numerusform>%n photo has a time now.</numerusform>
            <numerusform>%n photos have a time now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are kept together.</source>
        <translation>
            <numerusform>%n photo is kept together.</numerusform>
            <numerusform>%n photos are kept together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stack(s) taken apart.</source>
        <translation>
            <numerusform>%n stack taken apart.</numerusform>
            <numerusform>%n stacks taken apart.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n burst(s) are kept together.</source>
        <translation>
            <numerusform>%n burst is kept together.</numerusform>
            <numerusform>%n bursts are kept together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase %n photo(s)</source>
        <translation>
            <numerusform>Erase %n photo</numerusform>
            <numerusform>Erase %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) erased. The receipt is on the page Settings, under Safekeeping.</source>
        <translation>
            <numerusform>%n photo erased. The receipt is on the page Settings, under Safekeeping.</numerusform>
            <numerusform>%n photos erased. The receipt is on the page Settings, under Safekeeping.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) changed.</source>
        <translation>
            <numerusform>%n photo changed.</numerusform>
            <numerusform>%n photos changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::PhotoGrid</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::PhotoPane</name>
    <message numerus="yes">
        <source>%1: %n to cover</source>
        <translation>
            <numerusform>%1: %n to cover</numerusform>
            <numerusform>%1: %n to cover</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos selected</source>
        <translation>
            <numerusform>%n photo selected</numerusform>
            <numerusform>%n photos selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked place(s)</source>
        <translation>
            <numerusform>%n marked place</numerusform>
            <numerusform>%n marked places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n photo(s)</source>
        <translation>
            <numerusform>Show all %n photo</numerusform>
            <numerusform>Show all %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::PhotosPage</name>
    <message numerus="yes">
        <source>Export %n photo(s)</source>
        <translation>
            <numerusform>Export %n photo</numerusform>
            <numerusform>Export %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::ReceiptsDialog</name>
    <message numerus="yes">
        <source>%n file(s) still on the card</source>
        <translation>
            <numerusform>%n file still on the card</numerusform>
            <numerusform>%n files still on the card</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo import of %n photo(s)</source>
        <translation>
            <numerusform>Undo import of %n photo</numerusform>
            <numerusform>Undo import of %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are back.</source>
        <translation>
            <numerusform>%n photo is back.</numerusform>
            <numerusform>%n photos are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are in the bin now.</source>
        <translation>
            <numerusform>%n photo is in the bin now.</numerusform>
            <numerusform>%n photos are in the bin now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::RegisterModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::RestoreDialog</name>
    <message numerus="yes">
        <source>The library is back as it was on %1: %n original(s) restored and compared with the backup.</source>
        <translation>
            <numerusform>The library is back as it was on %1: %n original restored and compared with the backup.</numerusform>
            <numerusform>The library is back as it was on %1: %n originals restored and compared with the backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) that had been erased since then were erased again.</source>
        <translation>
            <numerusform>%n photo that had been erased since then was erased again.</numerusform>
            <numerusform>%n photos that had been erased since then were erased again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n original(s) are missing from the backup or damaged in it: try an older backup for them, on the page Settings under Safekeeping.</source>
        <translation>
            <numerusform>%n original is missing from the backup or damaged in it: try an older backup for them, on the page Settings under Safekeeping.</numerusform>
            <numerusform>%n originals are missing from the backup or damaged in it: try an older backup for them, on the page Settings under Safekeeping.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::ReviewPane</name>
    <message numerus="yes">
        <source>%n to cover</source>
        <translation>
            <numerusform>%n to cover</numerusform>
            <numerusform>%n to cover</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to name</source>
        <translation>
            <numerusform>%n to name</numerusform>
            <numerusform>%n to name</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::RosterDialog</name>
    <message numerus="yes">
        <source>I have looked: these %n are other people than those on the lists</source>
        <translation>
            <numerusform>I have looked: this one is another person than those on the lists</numerusform>
            <numerusform>I have looked: these %n are other people than those on the lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I have looked: these %n have left the school</source>
        <translation>
            <numerusform>I have looked: this one has left the school</numerusform>
            <numerusform>I have looked: these %n have left the school</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::SafekeepingTab</name>
    <message numerus="yes">
        <source>The backup is made, but %n photo(s) of the library cannot be read. Repair the library from a backup.</source>
        <translation>
            <numerusform>The backup is made, but %n photo of the library cannot be read. Repair the library from a backup.</numerusform>
            <numerusform>The backup is made, but %n photos of the library cannot be read. Repair the library from a backup.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::SettingsPage</name>
    <message numerus="yes">
        <source>%n problem(s) were found: %1. Repair it from your backup before you go on.</source>
        <translation>
            <numerusform>%n problem was found: %1. Repair it from your backup before you go on.</numerusform>
            <numerusform>%n problems were found: %1. Repair it from your backup before you go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::StacksDialog</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more come after these.</source>
        <translation>
            <numerusform>%n more comes after these.</numerusform>
            <numerusform>%n more come after these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n burst(s) together</source>
        <translation>
            <numerusform>Keep %n burst together</numerusform>
            <numerusform>Keep %n bursts together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::TaskBar</name>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cloakroom::ui::TimeDialog</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Correct %n photo(s)</source>
        <translation>
            <numerusform>Correct %n photo</numerusform>
            <numerusform>Correct %n photos</numerusform>
        </translation>
    </message>
</context>
</TS>
