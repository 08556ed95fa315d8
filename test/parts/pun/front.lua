-- Hands a request to the user's nginx with the headers that Open OnDemand's mod_ood_proxy adds.
function to_pun(request)
  local variables, headers = request.subprocess_env, request.headers_in
  local scheme = headers['Upgrade'] and 'ws' or 'http'
  headers['X-Forwarded-Proto'] = request.is_https and 'https' or 'http'
  headers['X-Forwarded-User'] = variables['PUN_USER']
  headers['X-Forwarded-Escaped-Uri'] = request:escape(request.uri)
  -- The path as Apache has decoded it; Apache encodes it again.
  request.filename = request.uri
  request.handler = 'proxy:unix:' .. variables['PUN_SOCKET'] .. '|' .. scheme .. '://localhost'
  return apache2.DECLINED
end
