# The site's settings that the dashboard's files use: `build_on`, as text or merged from all files. The dashboard renders
# submit.yml.erb and each file of template/ alone, so each of them loads this file. It does so with `load`: a dashboard runs
# for days, and `require` would keep the code of an earlier release in it. src/site/settings checks all settings.
require 'yaml'

module CreateKernelSettings
  module_function

  # The settings files in the order in which they are merged, as src/site/settings/read-settings.ts orders them.
  def files
    place = ENV.fetch('CREATE_KERNEL_SITE', '/etc/ood/config/apps/create_kernel')
    return [place].select { |file| File.file?(file) } unless File.directory?(place)

    names = Dir.children(place).grep(/\A[^.].*\.ya?ml\z/).sort
    names.map { |name| File.join(place, name) }
  rescue SystemCallError => e
    mistake(place, nil, 'the whole file', e.message)
  end

  # The text of a settings file that has been checked.
  def text(file)
    sections(file)
    read(file)
  end

  # The setting `build_on`, merged from all files.
  def build_on
    files.flat_map { |file| sections(file) }.reduce({}) { |low, high| merge(low, high) }
  end

  # `build_on` of each document of a file. Raises a sentence with the file, the line and what to do.
  def sections(file)
    YAML.parse_stream(read(file)).children.filter_map do |document|
      settings = document.to_ruby
      next unless settings.is_a?(Hash) && settings.key?('build_on')

      settings['build_on'].tap { |value| check(file, value, entries(document.root)['build_on'], 'build_on', kinds) }
    end
  rescue Psych::SyntaxError => e
    mistake(file, e.line, 'YAML', [e.problem, e.context].compact.join(' '))
  rescue Psych::Exception => e
    mistake(file, nil, 'YAML', e.message)
  end

  def read(file)
    File.read(file, encoding: 'UTF-8')
  rescue SystemCallError => e
    mistake(file, nil, 'the whole file', e.message)
  end

  # The kinds of what the dashboard's files use.
  def kinds
    range = { 'default' => Numeric, 'most' => Numeric }
    lists = %w[queues accounts native].to_h { |name| [name, Array] }
    ranges = %w[hours cores memory_gigabytes].to_h { |name| [name, range] }
    { 'node' => String, **lists, **ranges }
  end

  # The node has the line of the value.
  def check(file, value, node, setting, kind)
    expected = kind.is_a?(Hash) ? Hash : kind
    unless value.is_a?(expected)
      word = { Array => 'a list', Hash => 'a map', Numeric => 'a number', String => 'a text' }[expected]
      mistake(file, node.start_line + 1, setting, "must be #{word}")
    end
    return unless expected == Hash

    nodes = entries(node)
    value.slice(*kind.keys).each do |name, below|
      check(file, below, nodes.fetch(name, node), "#{setting}.#{name}", kind[name])
    end
  end

  # The nodes of a map by their keys; none of an alias.
  def entries(node)
    node.is_a?(Psych::Nodes::Mapping) ? node.children.each_slice(2).to_h { |key, value| [key.to_ruby, value] } : {}
  end

  def merge(low, high)
    return high unless low.is_a?(Hash) && high.is_a?(Hash)

    low.merge(high) { |_, earlier, later| merge(earlier, later) }
  end

  def mistake(file, line, setting, reason)
    raise "The site file `#{file}`#{", line #{line}," if line} has a mistake at `#{setting}`: #{reason}. Ask the site’s " \
          'administrator to fix it: `bin/create-kernel doctor` in the app’s directory shows every mistake'
  end
end
