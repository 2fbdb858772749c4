"""Energy, and energy per mass and per volume on each basis."""

from calc.quantity import derive
from calc.units import WH, WH_KG, WH_L, V

GROUP = "cell"
METAL = ("lithium-foil", "lithium-on-copper", "anode-free")


@derive("Energy", WH, symbol="E", group=GROUP)
def energy(capacity, mean_voltage):
    """Energy of one discharge: capacity times mean discharge voltage."""
    return capacity * mean_voltage


@derive("Specific energy", WH_KG, symbol="E_m", group=GROUP)
def specific_energy(energy, cell_mass):
    """Energy per mass of the whole finished cell."""
    return energy / cell_mass


@derive("Specific energy without package", WH_KG, symbol="E_m,np", group=GROUP)
def specific_energy_without_package(energy, cell_mass, package_mass):
    """Energy per mass of the cell less pouch film and sealant. Not comparable with whole-cell figures."""
    return energy / (cell_mass - package_mass)


@derive("Specific energy of the stack", WH_KG, symbol="E_m,st", group=GROUP)
def specific_energy_of_stack(energy, cell_mass, package_mass, tabs_mass, tape_mass):
    """Energy per mass of electrodes, separator and electrolyte. Not comparable with whole-cell figures."""
    return energy / (cell_mass - package_mass - tabs_mass - tape_mass)


@derive("Energy density", WH_L, symbol="E_V", group=GROUP)
def energy_density(energy, cell_volume):
    """Energy per volume of the finished cell: overall length, width and thickness, without tabs."""
    return energy / cell_volume


@derive("Plausible mean voltage, from", V, symbol="V_cell,lo", group=GROUP, when={"anode_kind": "coated"})
def mean_voltage_low(cathode_voltage_low, anode_potential):
    """Lower edge of the cathode's mean voltage less the anode's mean potential, both against the same metal."""
    return cathode_voltage_low - anode_potential


@derive("Plausible mean voltage, to", V, symbol="V_cell,hi", group=GROUP, when={"anode_kind": "coated"})
def mean_voltage_high(cathode_voltage_high, anode_potential):
    """Upper edge of the cathode's mean voltage less the anode's mean potential, both against the same metal."""
    return cathode_voltage_high - anode_potential


@derive("mean_voltage_low", when={"anode_kind": METAL})
def mean_voltage_low_against_lithium(cathode_voltage_low):
    """The anode's metal is the reference itself."""
    return cathode_voltage_low


@derive("mean_voltage_high", when={"anode_kind": METAL})
def mean_voltage_high_against_lithium(cathode_voltage_high):
    """The anode's metal is the reference itself."""
    return cathode_voltage_high
