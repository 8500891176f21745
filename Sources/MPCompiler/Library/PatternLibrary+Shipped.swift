extension PatternLibrary {
  /// The library that comes with the compiler. The embedding gives no list of its files: this is it,
  /// and a test compares it with the folder.
  package static let shipped = PatternLibrary(files: [
    File(name: "canary.haproxy.cfg") { PackageResources.canary_haproxy_cfg },
    File(name: "canary.mp") { PackageResources.canary_mp },
    File(name: "function.mp") { PackageResources.function_mp },
    File(name: "haproxy.base.cfg") { PackageResources.haproxy_base_cfg },
    File(name: "haproxy.names.cfg") { PackageResources.haproxy_names_cfg },
    File(name: "haproxy.start.sh") { PackageResources.haproxy_start_sh },
    File(name: "js_function.mp") { PackageResources.js_function_mp },
    File(name: "js_function.nginx.conf") { PackageResources.js_function_nginx_conf },
    File(name: "js_function.server.js") { PackageResources.js_function_server_js },
    File(name: "js_function.start.sh") { PackageResources.js_function_start_sh },
    File(name: "names.sh") { PackageResources.names_sh },
    File(name: "replicated.haproxy.cfg") { PackageResources.replicated_haproxy_cfg },
    File(name: "replicated.mp") { PackageResources.replicated_mp },
    File(name: "scatter_gather.mp") { PackageResources.scatter_gather_mp },
    File(name: "scatter_gather.nginx.conf") { PackageResources.scatter_gather_nginx_conf },
    File(name: "scatter_gather.root.js") { PackageResources.scatter_gather_root_js },
    File(name: "scatter_gather.start.sh") { PackageResources.scatter_gather_start_sh },
    File(name: "sharded.haproxy.cfg") { PackageResources.sharded_haproxy_cfg },
    File(name: "sharded.mp") { PackageResources.sharded_mp },
  ])
}
