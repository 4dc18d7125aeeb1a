# The Debian package: `cpack --config build/release/CPackConfig.cmake`.
install(FILES ${PROJECT_SOURCE_DIR}/resources/cloakroom.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/org.cloakroom.Cloakroom.metainfo.xml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/packaging/fetch-models DESTINATION ${CMAKE_INSTALL_DATADIR}/cloakroom)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/man/cloakroom-cli.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/completion/cloakroom-cli.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME cloakroom-cli)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cloakroom)
set(CPACK_PACKAGE_VENDOR Cloakroom)
set(CPACK_PACKAGE_CONTACT "The Cloakroom maintainers <maintainers@cloakroom.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Photo library of a school office that lets out only what was consented to")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins and data that no library dependency names.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6, opencv-data, qt6-qpa-plugins")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "curl, fonts-dejavu-core")
include(CPack)
