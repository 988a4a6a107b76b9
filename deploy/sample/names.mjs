// What the people of the recording are called.

export const FIRST_NAMES = [
  ...[
    'Adèle',
    'Amara',
    'Anders',
    'Anjali',
    'Beatriz',
    'Benoît',
    'Camille',
    'Chiara',
    'Daichi',
    'David',
    'Elif',
    'Emeka',
  ],
  ...['Emma', 'Farid', 'Fiona', 'Georgios', 'Hana', 'Henrik', 'Ines', 'Ivan', 'Jakub', 'Jasmine', 'João', 'Jonas'],
  ...['Karim', 'Katarzyna', 'Kenji', 'Laila', 'Lars', 'Léa', 'Liam', 'Lucía', 'Malik', 'Marta', 'Mateo', 'Mei'],
  ...['Mina', 'Nadia', 'Niamh', 'Noah', 'Olga', 'Omar', 'Paul', 'Priya', 'Rafael', 'Ravi', 'Rosa', 'Samuel'],
  ...['Sara', 'Sofia', 'Sven', 'Tariq', 'Thomas', 'Valérie', 'Viktor', 'Wei', 'Yara', 'Yuki', 'Zoë', 'Zuzana'],
];

export const LAST_NAMES = [
  ...['Almeida', 'Andersson', 'Bauer', 'Benali', 'Bernard', 'Bianchi', 'Bonnet', 'Brennan', 'Chen', 'Costa', 'Demir'],
  ...['Dubois', 'Eze', 'Fischer', 'Fontaine', 'Fujita', 'García', 'Girard', 'Haddad', 'Hansen', 'Horvat', 'Iyer'],
  ...['Jansen', 'Kaya', 'Keller', 'Kowalska', 'Lambert', 'Larsen', 'Leroy', 'Lindqvist', 'Marchetti', 'Martin'],
  ...[
    'Mendes',
    'Mercier',
    'Moreau',
    'Murphy',
    'Nakamura',
    'Ndiaye',
    'Novák',
    'Nowak',
    'Okafor',
    'Oliveira',
    'Papadakis',
  ],
  ...['Patel', 'Pereira', 'Petit', 'Popescu', 'Renard', 'Rossi', 'Roux', 'Sato', 'Schmidt', 'Sharma', 'Silva', 'Singh'],
  ...['Tanaka', 'Torres', 'Vidal', 'Wagner', 'Walsh', 'Weber', 'Zhang'],
];
