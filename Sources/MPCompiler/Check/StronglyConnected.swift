/// The strongly connected components of a graph, each once, successors before their predecessors.
///
/// Tarjan's algorithm with a stack of its own: a graph may be a chain of thousands.
package func stronglyConnected(count: Int, successors: (Int) -> [Int]) -> [[Int]] {
  var components: [[Int]] = []
  var order = [Int?](repeating: nil, count: count)
  var low = [Int](repeating: 0, count: count)
  var isOpen = [Bool](repeating: false, count: count)
  var open: [Int] = []
  var next = 0
  for root in 0..<count where order[root] == nil {
    var calls: [(node: Int, edges: [Int], edge: Int)] = []
    func enter(_ node: Int) {
      order[node] = next
      low[node] = next
      next += 1
      open.append(node)
      isOpen[node] = true
      calls.append((node, successors(node), 0))
    }
    enter(root)
    while let call = calls.last {
      if call.edge < call.edges.count {
        calls[calls.count - 1].edge += 1
        let successor = call.edges[call.edge]
        if let seen = order[successor] {
          if isOpen[successor] { low[call.node] = min(low[call.node], seen) }
        } else {
          enter(successor)
        }
        continue
      }
      calls.removeLast()
      if let caller = calls.last { low[caller.node] = min(low[caller.node], low[call.node]) }
      guard low[call.node] == order[call.node] else { continue }
      let start = open.lastIndex(of: call.node)!
      components.append(Array(open[start...]))
      for node in open[start...] { isOpen[node] = false }
      open.removeSubrange(start...)
    }
  }
  return components
}
