# A stand-in of Open OnDemand's dashboard, as far as the files of a batch-connect app can tell: what it binds, what it
# copies and renders, and what it asks of a scheduler. It is not the dashboard, and shows no page. It reads a list of
# requests as JSON on its input and prints a list of answers; one that fails is {"error": sentence}.
#
#   {"do": "launch", "app": DIRECTORY, "sub": NAME?, "token": TEXT, "data": DIRECTORY, "id": TEXT,
#    "clusters": {ID: ADAPTER}, "values": {FIELD: TEXT}}      stages a session, and says what is submitted
#   {"do": "cards", "app": DIRECTORY, "staged": DIRECTORY, "token": TEXT, "status": TEXT}     renders the cards
require 'json'
require_relative 'form'
require_relative 'session'
require_relative 'cards'

# The clusters as OodAppkit gives them to a file of an app.
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
