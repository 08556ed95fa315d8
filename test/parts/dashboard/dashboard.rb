# A stand-in for the part of Open OnDemand's dashboard that a batch-connect app sees: what it binds, copies and renders, and
# what it requests of a scheduler. It shows no page. It reads a list of requests as JSON on its standard input and prints a
# list of answers; a failed one is {"error": sentence}.
#
#   {"do": "launch", "app": DIRECTORY, "sub": NAME?, "token": TEXT, "data": DIRECTORY, "id": TEXT,
#    "clusters": {ID: ADAPTER}, "values": {FIELD: TEXT}}      stages a session, and says what is submitted
#   {"do": "cards", "app": DIRECTORY, "staged": DIRECTORY, "token": TEXT, "status": TEXT}     renders the cards
require 'json'
require_relative 'form'
require_relative 'session'
require_relative 'cards'

# The clusters as OodAppkit passes them to an app's template.
module OodAppkit
  Cluster = Struct.new(:job_config)

  class << self
    attr_accessor :clusters
  end
end

def launch(request)
  OodAppkit.clusters = request['clusters'].transform_values { |adapter| OodAppkit::Cluster.new({ adapter: adapter }) }
  form = Form.new(request['app'], request['sub'])
  context = form.context(request['values'], request['clusters'].keys)
  Session.new(request, form, context).launch
end

def answer(request)
  case request['do']
  when 'launch' then launch(request)
  when 'cards' then Cards.new(request).render
  end
rescue StandardError, ScriptError => e
  { error: "#{e.class}: #{e.message}" }
end

puts JSON.generate(JSON.parse($stdin.read).map { |request| answer(request) })
