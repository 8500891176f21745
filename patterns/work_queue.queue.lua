-- The queue in Redis: what is kept there, and how it changes. Each change is a script that Redis runs
-- as a whole.
--
--   mp:last       the number of the last item          mp:todo   numbers, the next one first
--   mp:item:17    type, attempts, reason               mp:doing  numbers, by when they come back
--   mp:body:17    its body                             mp:dead   numbers
--   mp:done       how many are done
--
-- An item that was forgotten or done may leave its number in a list; whoever finds it there skips it.
local queue = {}

local now = [[
  local time = redis.call("TIME")
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
]]

-- Body, type, limit of memory in KiB. The number, or false where there is no more room.
queue.PUSH = [[
  local used = string.match(redis.call("INFO", "memory"), "used_memory:(%d+)")
  if tonumber(used) > tonumber(ARGV[3]) * 1024 then return false end
  local id = redis.call("INCR", "mp:last")
  redis.call("SET", "mp:body:" .. id, ARGV[1])
  redis.call("HSET", "mp:item:" .. id, "type", ARGV[2], "attempts", 0)
  redis.call("RPUSH", "mp:todo", id)
  return id
]]

-- Whether there may be something to take.
queue.IS_WAITING = now .. [[
  if redis.call("EXISTS", "mp:todo") == 1 then return 1 end
  return redis.call("ZCOUNT", "mp:doing", "-inf", now)
]]

-- For how long in ms, how many attempts there are. The number, the attempt, how long the body is, and type.
queue.TAKE = now .. [[
  for _, id in ipairs(redis.call("ZRANGEBYSCORE", "mp:doing", "-inf", now, "LIMIT", 0, 100)) do
    redis.call("ZREM", "mp:doing", id)
    local attempts = redis.call("HGET", "mp:item:" .. id, "attempts")
    if attempts then
      local list = tonumber(attempts) < tonumber(ARGV[2]) and "mp:todo" or "mp:dead"
      redis.call("RPUSH", list, id)
    end
  end
  for _ = 1, 100 do
    local id = redis.call("LPOP", "mp:todo")
    if not id then return false end
    local item = "mp:item:" .. id
    if redis.call("EXISTS", item) == 1 then
      local attempt = redis.call("HINCRBY", item, "attempts", 1)
      redis.call("HSET", item, "reason", "the worker is gone")
      redis.call("ZADD", "mp:doing", now + ARGV[1], id)
      return { tonumber(id), attempt, redis.call("STRLEN", "mp:body:" .. id), redis.call("HGET", item, "type") }
    end
  end
  return false
]]

-- Number. Whoever has done it: also one that was thought to be gone.
queue.DONE = [[
  redis.call("ZREM", "mp:doing", ARGV[1])
  redis.call("DEL", "mp:body:" .. ARGV[1])
  if redis.call("DEL", "mp:item:" .. ARGV[1]) == 1 then redis.call("INCR", "mp:done") end
  return 1
]]

-- Number, attempt, why, when to try again in ms, how many attempts there are. Whether it is dead.
queue.FAILED = now .. [[
  local item = "mp:item:" .. ARGV[1]
  -- Somebody else has it by now.
  if redis.call("HGET", item, "attempts") ~= ARGV[2] then return 0 end
  if not redis.call("ZSCORE", "mp:doing", ARGV[1]) then return 0 end
  redis.call("HSET", item, "reason", ARGV[3])
  if tonumber(ARGV[2]) < tonumber(ARGV[5]) then
    redis.call("ZADD", "mp:doing", now + ARGV[4], ARGV[1])
    return 0
  end
  redis.call("ZREM", "mp:doing", ARGV[1])
  redis.call("RPUSH", "mp:dead", ARGV[1])
  return 1
]]

queue.COUNTS = [[
  return string.format('{"todo":%d,"doing":%d,"dead":%d,"done":%d}', redis.call("LLEN", "mp:todo"),
    redis.call("ZCARD", "mp:doing"), redis.call("LLEN", "mp:dead"), redis.call("GET", "mp:done") or 0)
]]

-- How long the body of an item is, and type; or false.
queue.FIND = [[
  local type = redis.call("HGET", "mp:item:" .. ARGV[1], "type")
  return type and { redis.call("STRLEN", "mp:body:" .. ARGV[1]), type }
]]

-- Number, the first and the last byte, from 0.
local PIECE = [[ return redis.call("GETRANGE", "mp:body:" .. ARGV[1], ARGV[2], ARGV[3]) ]]

queue.FORGET = [[
  redis.call("LREM", "mp:dead", 0, ARGV[1])
  redis.call("LREM", "mp:todo", 0, ARGV[1])
  redis.call("ZREM", "mp:doing", ARGV[1])
  redis.call("DEL", "mp:body:" .. ARGV[1])
  return redis.call("DEL", "mp:item:" .. ARGV[1])
]]

queue.DEAD = [[
  local letters = {}
  for _, id in ipairs(redis.call("LRANGE", "mp:dead", 0, 99)) do
    local item = redis.call("HMGET", "mp:item:" .. id, "attempts", "reason")
    if item[1] then
      table.insert(letters, { id = tonumber(id), attempts = tonumber(item[1]), reason = item[2] })
    end
  end
  return #letters == 0 and "[]" or cjson.encode(letters)
]]

queue.REVIVE = [[
  local count = 0
  while count < 10000 do
    local id = redis.call("LPOP", "mp:dead")
    if not id then break end
    if redis.call("EXISTS", "mp:item:" .. id) == 1 then
      redis.call("HSET", "mp:item:" .. id, "attempts", 0)
      redis.call("RPUSH", "mp:todo", id)
      count = count + 1
    end
  end
  return count
]]

local function line(socket)
  local text, problem = socket:receive("*l")
  if not text then error({ lost = problem or "closed" }) end
  return text
end

local function reply(socket)
  local text = line(socket)
  local kind, rest = string.sub(text, 1, 1), string.sub(text, 2)
  if kind == ":" then return tonumber(rest) end
  if kind == "+" then return rest end
  if kind == "-" then error({ refused = rest }) end
  local count = tonumber(rest)
  if not count then error({ lost = "not Redis" }) end
  if count < 0 then return nil end
  if kind == "*" then
    local list = {}
    for index = 1, count do list[index] = reply(socket) end
    return list
  end
  local bulk = count > 0 and socket:receive(count) or ""
  if not bulk or #bulk < count then error({ lost = "closed" }) end
  line(socket)
  return bulk
end

-- HAProxy's Lua stops reading for good where more comes at once than one of its buffers holds, which are
-- 16 KiB. All other answers of the queue are shorter.
local LONGEST = 8192

--- The body of an item, or nil where it is not there any more.
---
--- `run` runs a script, and gives its result or nil.
function queue.body(run, id, length)
  local pieces = {}
  for start = 0, length - 1, LONGEST do
    local piece = run(PIECE, id, start, math.min(start + LONGEST, length) - 1)
    if not piece or piece == "" then return nil end
    table.insert(pieces, piece)
  end
  return table.concat(pieces)
end

--- A connection to the queue. Its `run` gives whether it went well, and the script's result or why not;
--- after a failure the connection is gone, and the next `run` makes a new one.
function queue.connection()
  local socket
  local function send(script, ...)
    if not socket then
      socket = core.tcp()
      socket:settimeout(10)
      if not socket:connect("unix@/tmp/mp/queue.sock") then error({ lost = "no connection" }) end
    end
    local words = { "EVAL", script, "0", ... }
    local parts = { "*" .. #words .. "\r\n" }
    for _, word in ipairs(words) do
      word = tostring(word)
      table.insert(parts, "$" .. #word .. "\r\n" .. word .. "\r\n")
    end
    if not socket:send(table.concat(parts)) then error({ lost = "closed" }) end
    return reply(socket)
  end
  local connection = {}
  function connection.run(script, ...)
    local isDone, result = pcall(send, script, ...)
    if isDone then return true, result end
    connection.close()
    if type(result) ~= "table" then return false, tostring(result) end
    return false, result.refused or result.lost
  end
  function connection.close()
    if socket then socket:close() end
    socket = nil
  end
  return connection
end

return queue
