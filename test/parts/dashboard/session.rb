require 'erb'
require 'fileutils'
require 'json'
require 'ostruct'
require 'pathname'
require 'yaml'
require_relative 'job_script'

# A launched session: its staged folder, and the arguments of sbatch.
class Session
  Binding = Struct.new(:context, :session)
  Shown = Struct.new(:id, :token, :cluster_id, :staged_root, :title, :job_id, :app)
  App = Struct.new(:root)

  def initialize(request, form, context)
    @request = request
    @form = form
    @context = context
    @app = Pathname.new(request['app'])
    @staged = Pathname.new(File.join(request['data'], 'batch_connect', request['token'], 'output', request['id']))
  end

  def launch
    submit = YAML.safe_load(submit_text) || {}
    stage
    script = submit.fetch('script', {})
    content = job_script(@staged, submit.fetch('batch_connect', {}))
    @staged.join('job_script_content.sh').write(content)
    { staged: @staged.to_s, submit: submit, words: sbatch_words(script) }
  end

  private

  def submit_text
    names = OpenStruct.new(@context.merge('staged_root' => @staged))
    source = @app.join('submit.yml.erb')
    render(source.read, names.instance_eval { binding }, file: source)
  end

  def stage
    @staged.mkpath
    copy
    write_values
    Dir.glob(@app.join('template', '**', '*.erb').to_s).each { |source| render_file(Pathname.new(source)) }
  end

  # As `rsync -rlp`: with modes and symbolic links, without the files to render.
  def copy
    template = @app.join('template')
    raise "there is no #{template}" unless template.directory?

    FileUtils.cp_r("#{template}/.", @staged, preserve: true)
    left_out = ['**/*.erb', '**/.*.swp'].flat_map { |name| @staged.glob(name, File::FNM_DOTMATCH) }
    left_out.each(&:delete)
    @staged.chmod(template.stat.mode & 0o777)
  end

  # Rails writes `<`, `>`, `&` and two line separators as escapes.
  def write_values
    kept = @context.reject { |id, _| @form.fixed?(id) }
    text = JSON.pretty_generate(kept).gsub(/[<>&\u2028\u2029]/) { |char| format('\\u%04x', char.ord) }
    @staged.join('user_defined_context.json').write(text)
  end

  def render_file(source)
    target = @staged.join(source.relative_path_from(@app.join('template'))).sub_ext('')
    shown = Shown.new(@request['id'], @request['token'], @context['cluster'], @staged, 'Create Kernel', nil, App.new(@app))
    text = render(source.read, Binding.new(OpenStruct.new(@context), shown).instance_eval { binding })
    target.write(text)
    target.chmod(source.stat.mode & 0o777)
  end

  # The dashboard names the file in submit.yml.erb, and not in the files of template/.
  def render(text, bound, file: nil)
    erb = ERB.new(text, trim_mode: '-')
    erb.filename = file.to_s if file
    erb.result(bound)
  end

  def sbatch_words(script)
    queue, account, seconds = script.values_at('queue_name', 'accounting_id', 'wall_time')
    words = ['-D', @staged.to_s, '-J', @request['token'].gsub('/', '_'), '-o', @staged.join('output.log').to_s]
    words += ['-A', account] if account
    words += ['-p', queue] if queue
    words += ['-t', format('%02d:%02d:%02d', seconds / 3600, seconds / 60 % 60, seconds % 60)] if seconds
    words + ['--export', 'NONE'] + Array(script['native']) + ['--parsable']
  end
end
