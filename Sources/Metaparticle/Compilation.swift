import MPCompiler
