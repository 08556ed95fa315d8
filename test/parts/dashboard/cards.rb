require 'erb'
require 'json'
require 'ostruct'
require 'pathname'
require 'yaml'

# The cards of a session before Markdown is rendered: info in every state, completed at its end, view once it is
# connected. An app's mistake is shown instead of the card.
class Cards
  def initialize(request)
    @app = Pathname.new(request['app'])
    @status = request['status']
    @session = CardSession.new(request)
  end

  def render
    cards = { info: erb('info', @session.bound) }
    cards[:completed] = erb('completed', @session.bound) if @status == 'completed'
    cards[:view] = erb('view', @session.connection.instance_eval { binding }) if connected?
    cards.compact
  end

  private

  def connected?
    @status == 'running' && @session.staged_root.join('connection.yml').file?
  end

  def erb(name, bound)
    ERB.new(@app.join("#{name}.html.erb").read, trim_mode: '-').result(bound)
  rescue StandardError => e
    "Error when rendering #{name} view: #{e.class} - #{e.message}"
  end
end

# The names that a card's template can use.
class CardSession
  attr_reader :id, :token, :status, :staged_root, :cluster_id, :job_id, :title, :created_at

  def initialize(request)
    @token, @status = request.values_at('token', 'status')
    @staged_root = Pathname.new(request['staged'])
    @id = @staged_root.basename.to_s
    @cluster_id, @job_id, @title, @created_at = 'alpha', '1', 'Create Kernel', Time.now.to_i
  end

  def user_context
    JSON.parse(staged_root.join('user_defined_context.json').read)
  rescue StandardError
    {}
  end

  def connection
    OpenStruct.new(YAML.safe_load(staged_root.join('connection.yml').read))
  end

  alias connect connection

  def bound
    binding
  end
end
