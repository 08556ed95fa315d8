require 'ostruct'
require 'yaml'

# The form of an app, with a sub-app merged into it: every value is a text, and unknown fields are ignored.
class Form
  def initialize(app, sub)
    @definition = YAML.safe_load_file(File.join(app, 'form.yml'))
    @definition = merged(@definition, YAML.safe_load_file(File.join(app, 'local', "#{sub}.yml"))) if sub
  end

  # Field id => the posted value, else the form's initial value.
  def context(values, clusters)
    fields = ids.to_h { |id| [id.downcase, fixed?(id) ? fixed_value(id) : values.fetch(id, initial(id)).to_s] }
    { 'cluster' => values.fetch('cluster', clusters.first) }.merge(fields)
  end

  def fixed?(id)
    attribute = attributes[id]
    !attribute.is_a?(Hash) && !attribute.nil? || attribute.is_a?(Hash) && attribute['fixed']
  end

  private

  def ids
    @definition.fetch('form')
  end

  def attributes
    @definition.fetch('attributes')
  end

  def initial(id)
    attributes.fetch(id, {})['value']
  end

  def fixed_value(id)
    attribute = attributes[id]
    (attribute.is_a?(Hash) ? attribute['value'] : attribute).to_s
  end

  def merged(under, over)
    under.merge(over) { |_, low, high| low.is_a?(Hash) && high.is_a?(Hash) ? merged(low, high) : high }
  end
end
