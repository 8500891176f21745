-- Takes items over HTTP, and tells what is in the queue.
package.path = "/usr/local/etc/haproxy/?.lua;" .. package.path
local queue = require("queue")

local MAX_BODY = tonumber(os.getenv("MP_MAX_BODY"))
local MAX_MEMORY = os.getenv("MP_MAX_MEMORY")

local function answer(applet, status, body, type)
  applet:set_status(status)
  applet:add_header("Content-Type", type or "application/json")
  applet:add_header("Content-Length", tostring(#body))
  applet:start_response()
  if applet.method ~= "HEAD" then applet:send(body) end
end

local function refuse(applet, status, error)
  answer(applet, status, '{"error":"' .. error .. '"}')
end

--- The body of a request, or nil where it is too large.
local function body(applet)
  local parts, size = {}, 0
  while true do
    local part = applet:receive(65536)
    if not part or #part == 0 then return table.concat(parts) end
    size = size + #part
    if size > MAX_BODY then return nil end
    table.insert(parts, part)
  end
end

local function push(applet, run)
  local item = body(applet)
  if not item then return refuse(applet, 413, "the item is larger than max_body") end
  local types = applet.headers["content-type"]
  local id = run(queue.PUSH, item, types and types[0] or "", MAX_MEMORY)
  if not id then return refuse(applet, 503, "the queue is full") end
  answer(applet, 201, '{"id":' .. id .. "}")
end

local function show(applet, run, id)
  local item = run(queue.FIND, id)
  local body = item and queue.body(run, id, item[1])
  if not body then return refuse(applet, 404, "there is no such item") end
  answer(applet, 200, body, item[2] ~= "" and item[2] or "application/octet-stream")
end

local function forget(applet, run, id)
  if run(queue.FORGET, id) == 0 then return refuse(applet, 404, "there is no such item") end
  answer(applet, 200, "{}")
end

local function serve(applet, run)
  local method, path = applet.method, applet.path
  local reads = method == "GET" or method == "HEAD"
  local id = string.match(path, "^/items/(%d+)$")
  if path == "/items" and method == "POST" then return push(applet, run) end
  if path == "/items" and reads then return answer(applet, 200, run(queue.COUNTS)) end
  if id and reads then return show(applet, run, id) end
  if id and method == "DELETE" then return forget(applet, run, id) end
  if path == "/dead" and reads then return answer(applet, 200, run(queue.DEAD)) end
  if path == "/dead" and method == "POST" then
    return answer(applet, 200, '{"revived":' .. run(queue.REVIVE) .. "}")
  end
  if path == "/items" or id or path == "/dead" then
    return refuse(applet, 405, "this cannot be done here")
  end
  refuse(applet, 404, "items go to /items")
end

core.register_service("front", "http", function(applet)
  local connection = queue.connection()
  local unavailable = {}
  local isDone, problem = pcall(serve, applet, function(...)
    local isDone, result = connection.run(...)
    if isDone then return result end
    core.log(core.warning, "the queue: " .. result)
    error(unavailable)
  end)
  connection.close()
  if isDone then return end
  if problem ~= unavailable then error(problem) end
  refuse(applet, 503, "the queue cannot be reached")
end)
