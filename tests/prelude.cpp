/// Nothing: the precompiled headers of the tests need a target to belong to (CMakeLists.txt).
